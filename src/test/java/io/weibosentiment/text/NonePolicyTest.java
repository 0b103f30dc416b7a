package io.weibosentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.DecidedBy;
import io.weibosentiment.config.TextPolicyName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonePolicyTest {

    private final TextPolicy policy = TextPolicies.named(TextPolicyName.NONE);

    @ParameterizedTest
    @ValueSource(strings = {"好", " 好 ", "转发微博", "回复@张三:好", "<b>好</b>", "&lt;", "//@x:y", "", " ", "\u3000"})
    void scores_the_text_as_it_stands(String raw) {
        assertThat(policy.clean(raw)).isEqualTo(new Cleaned(raw, DecidedBy.MODEL));
    }
}
