package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class GpuAddressTest {

    @Test
    void takes_the_first_address_of_the_tasks_gpus() {
        ResourceInformation gpus = new ResourceInformation("gpu", new String[] {"3", "4"});
        assertThat(GpuAddress.first(Map.of("gpu", gpus))).contains("3");
    }

    @Test
    void is_empty_when_the_task_has_other_resources_or_none() {
        ResourceInformation fpga = new ResourceInformation("fpga", new String[] {"0"});
        ResourceInformation none = new ResourceInformation("gpu", new String[0]);
        assertThat(GpuAddress.first(Map.of("fpga", fpga))).isEmpty();
        assertThat(GpuAddress.first(Map.of("gpu", none))).isEmpty();
        assertThat(GpuAddress.ofTask()).isEmpty();
    }
}
