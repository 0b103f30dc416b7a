package io.weibosentiment.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weibosentiment.DecidedBy;
import io.weibosentiment.config.TextPolicyName;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardPolicyTest {

    private final TextPolicy policy = TextPolicies.named(TextPolicyName.STANDARD);

    static Stream<Arguments> scored() {
        return Stream.of(
                arguments("今天真好", "今天真好"),
                arguments(
                        "好<span class=\"url-icon\"><img alt=\"[允悲]\" src=\"//h5.sinaimg.cn/x.png\" style=\"width:1em;"
                                + " height:1em;\" /></span>",
                        "好[允悲]"),
                arguments("<span class=url-icon><img alt=[泪] src=//h5.sinaimg.cn/x.png></span>唉", "[泪]唉"),
                arguments("<img alt='[doge]'src='x'/>", "[doge]"),
                arguments("<IMG SRC=\"x\" ALT=\"[Good]\">", "[Good]"),
                arguments("a<br>b<br/>c", "a b c"),
                arguments("<b>加<i>粗</i></b>", "加粗"),
                arguments("1 &lt; 2 &amp;&amp; 3 &gt; 2&nbsp;&#128514;", "1 < 2 && 3 > 2 😂"),
                arguments("AT&T 和 R&D", "AT&T 和 R&D"),
                arguments("我<3你", "我<3你"),
                arguments("a<b", "a<b"),
                arguments("a<b and c>d", "a<b and c>d"),
                arguments("5>3<4 >_< <(￣︶￣)>", "5>3<4 >_< <(￣︶￣)>"),
                arguments("<未闭合", "<未闭合"),
                arguments("<script>x</script>", "<script>x</script>"),
                arguments("零\u200B宽\uFEFF字\u200D符\u2060", "零宽字符"),
                arguments("\uFEFF 开头", "开头"),
                arguments("制\t表\r\n换\u3000行\u00A0\u00A0止\u0007", "制 表 换 行 止"),
                arguments("半\uD83D个\uDE00字", "半个字"),
                arguments("整😀个", "整😀个"),
                arguments("𝓗𝓮𝓵𝓵𝓸", "𝓗𝓮𝓵𝓵𝓸"),
                arguments("看http://t.cn/A6abc啊", "看 啊"),
                arguments("看https://t.cn/A6abc#话题#", "看 #话题#"),
                arguments("https://weibo.com/1/a?x=1&amp;y=2 好", "好"),
                arguments("好 网页链接", "好"),
                arguments(
                        "好<a href=\"https://weibo.cn/sinaurl?u=http%3A%2F%2Ft.cn%2Fx\"><span class='url-icon'>"
                                + "<img src='y'></span><span class=\"surl-text\">网页链接</span></a>",
                        "好"),
                arguments("O网页链接 HELLO网页链接", "HELLO"),
                arguments("加油 评论配图", "加油"),
                arguments("加油! 评论配图 //@张三:原文", "加油!"),
                arguments("加油？评论配图", "加油？"),
                arguments("查看图片 好大的猫", "好大的猫"),
                arguments("好大的猫 查看动图", "好大的猫"),
                arguments(
                        "好大的猫<a href='x'><span class='url-icon'><img src='y'></span>"
                                + "<span class=\"surl-text\">查看图片</span></a>",
                        "好大的猫"),
                arguments("请看评论配图", "请看评论配图"),
                arguments("评论配图太好笑了", "评论配图太好笑了"),
                arguments("图片评论啦", "图片评论啦"),
                arguments("回复@张三:同意", "同意"),
                arguments("回复@张三：同意", "同意"),
                arguments("回复 @user-1_x : 同意", "同意"),
                arguments("回复<a href='/n/张三'>@张三</a>:同意", "同意"),
                arguments("回复<a href=https://m.weibo.cn/n/张三 data-hide=\"\">@张三</a>: 同意[赞]", "同意[赞]"),
                arguments("回复@a:回复@b:好", "好"),
                arguments("他没回复@张三:的话", "他没回复@张三:的话"),
                arguments("@李四 你看", "@李四 你看"),
                arguments("哈哈//@张三:原文//@李四:更早", "哈哈"),
                arguments("哈哈 // <a href='/n/x'>@x</a>:原文", "哈哈"),
                arguments("回复@张三:对 //@张三:原文", "对"),
                arguments("#话题#真的", "#话题#真的"),
                arguments("<a href=\"x\"><span class=\"surl-text\">#话题#</span></a>真的", "#话题#真的"),
                arguments("转发微博了", "转发微博了"),
                arguments("[SEP] [CLS]", "[SEP] [CLS]"));
    }

    @ParameterizedTest
    @MethodSource("scored")
    void keeps_what_the_commenter_wrote(String raw, String text) {
        assertThat(policy.clean(raw)).isEqualTo(new Cleaned(text, DecidedBy.MODEL));
    }

    static Stream<Arguments> decided() {
        return Stream.of(
                arguments("", DecidedBy.RULE_EMPTY),
                arguments(" \u3000\u200B\n", DecidedBy.RULE_EMPTY),
                arguments("图片评论", DecidedBy.RULE_EMPTY),
                arguments("图片评论 http://t.cn/A6abc", DecidedBy.RULE_EMPTY),
                arguments("图片评论 评论配图", DecidedBy.RULE_EMPTY),
                arguments("评论配图", DecidedBy.RULE_EMPTY),
                arguments(" 查看图片 //@张三:原文", DecidedBy.RULE_EMPTY),
                arguments("图片评论 <a href='x'><span class=\"surl-text\">查看图片</span></a>", DecidedBy.RULE_EMPTY),
                arguments("查看动图", DecidedBy.RULE_EMPTY),
                arguments("圖片評論", DecidedBy.RULE_EMPTY),
                arguments("分享图片", DecidedBy.RULE_EMPTY),
                arguments("[图片]", DecidedBy.RULE_EMPTY),
                arguments("http://t.cn/A6abc", DecidedBy.RULE_EMPTY),
                arguments("网页链接", DecidedBy.RULE_EMPTY),
                arguments("回复@张三:", DecidedBy.RULE_EMPTY),
                arguments("回复@张三", DecidedBy.RULE_EMPTY),
                arguments("<span class=\"url-icon\"></span>", DecidedBy.RULE_EMPTY),
                arguments("//@张三:原文", DecidedBy.RULE_EMPTY),
                arguments("转发微博", DecidedBy.RULE_REPOST),
                arguments(" 转发微博\u200B", DecidedBy.RULE_REPOST),
                arguments("转发微博//@张三:原文", DecidedBy.RULE_REPOST),
                arguments("Repost", DecidedBy.RULE_REPOST),
                arguments("轉發微博", DecidedBy.RULE_REPOST));
    }

    @ParameterizedTest
    @MethodSource("decided")
    void leaves_unscored_what_is_then_empty(String raw, DecidedBy rule) {
        assertThat(policy.clean(raw)).isEqualTo(new Cleaned("", rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>",
                "<div class=\"a\">",
                "<",
                "<a x=\"",
                "<a x=",
                "</",
                "&",
                "&amp",
                "&#",
                "回复@a:",
                "//",
                "http://",
                "@",
                "\uD83D",
                "<img alt='<",
                "O",
                "网页链接",
                " 评论配图"
            })
    void takes_a_megabyte_of_anything_at_once(String part) {
        String raw = part.repeat(1_000_000 / part.length());

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> policy.clean(raw));
    }
}
