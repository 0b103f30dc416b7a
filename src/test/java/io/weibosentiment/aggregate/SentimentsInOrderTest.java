package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentimentsInOrderTest {

    @ParameterizedTest
    @CsvSource({"1000000, false", "1000000, true", "5000, true", "1000, false", "7, true"})
    void gives_each_with_its_windows_in_ascending_order(int mostInMemory, boolean isFloat) {
        Random random = new Random(1);
        SentimentsInOrder sentiments = new SentimentsInOrder(2, mostInMemory);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            double value = i % 10 == 0 ? -0.0 : isFloat ? random.nextFloat() : random.nextDouble();
            long start = random.nextInt(100);
            Row row = RowFactory.create(0L, "b", "p", null, true, value, false, 0L, start, start + 2, null, null);
            sentiments.add(new CommentInWindows(row, row.size()));
            expected.add((value + 0.0) + " " + start + " " + (start + 2) + " " + 0 + " " + -1);
        }

        List<String> given = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        sentiments.giveTo((value, starts, place) -> {
            values.add(value);
            given.add(value + " " + starts[place] + " " + starts[place + 1] + " " + starts[place + 2] + " "
                    + starts[place + 3]);
        });

        assertThat(values).isSorted();
        assertThat(given).containsExactlyInAnyOrderElementsOf(expected);
    }
}
