package io.weibosentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.DecidedBy;
import io.weibosentiment.config.TextPolicyName;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperPolicyTest {

    private final TextPolicy policy = TextPolicies.named(TextPolicyName.PAPER);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    今天真好                                        | 今天真好       | MODEL
                    '  两端 空白　'                                 | 两端 空白      | MODEL
                    好<span><img alt="[允悲]" src=x></span>         | 好             | MODEL
                    <img alt=[泪]>                                  | ''             | RULE_EMPTY
                    ''                                              | ''             | RULE_EMPTY
                    '　'                                            | ''             | RULE_EMPTY
                    <p> </p>                                        | ''             | RULE_EMPTY
                    转发微博                                        | 转发微博       | RULE_REPOST
                    ' <b>转发微博</b> '                             | 转发微博       | RULE_REPOST
                    转发微博了                                      | 转发微博了     | MODEL
                    回复@张三:同意                                  | 回复@张三:同意 | RULE_REPLY
                    他没有回复@张三                                 | 他没有回复@张三 | RULE_REPLY
                    回复<a href='/n/x'>@x</a>:同意                  | 回复@x:同意    | RULE_REPLY
                    回复 @张三:同意                                 | 回复 @张三:同意 | MODEL
                    1 &lt; 2                                        | 1 &lt; 2       | MODEL
                    a<b                                             | a<b            | MODEL
                    a<b>c                                           | ac             | MODEL
                    a<<b>>c                                         | a>c            | MODEL
                    a<>b>c                                          | a<>b>c         | MODEL
                    看http://t.cn/x //@李四:原文                    | 看http://t.cn/x //@李四:原文 | MODEL
                    """)
    void cleans_as_the_authors_did(String raw, String text, DecidedBy decidedBy) {
        assertThat(policy.clean(raw)).isEqualTo(new Cleaned(text, decidedBy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<>", "<a", ">", " "})
    void takes_a_megabyte_of_anything_at_once(String part) {
        String raw = part.repeat(1_000_000 / part.length());

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> policy.clean(raw));
    }
}
