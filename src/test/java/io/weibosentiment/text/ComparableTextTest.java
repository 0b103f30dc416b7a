package io.weibosentiment.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparableTextTest {

    private static final String DOGE =
            "<span class=\"url-icon\"><img alt=\"[doge]\" src=\"//h5.sinaimg.cn/d.png\" style=\"width:1em;\" /></span>";
    private static final String PICTURE = "<a href=\"https://weibo.cn/sinaurl?u=x\"><span class='url-icon'>"
            + "<img src='x.png'></span><span class=\"surl-text\">查看图片</span></a>";
    private static final String LINK = "<a href=\"http://t.cn/A6x\"><span class='url-icon'><img src='x.png'></span>"
            + "<span class=\"surl-text\">网页链接</span></a>";

    static Stream<Arguments> copies() {
        return Stream.of(
                arguments("这手机真不错" + DOGE, "这手机真不错[doge]"),
                arguments("这手机真不错" + DOGE, "这手机真不错"),
                arguments(DOGE + DOGE + "真不错", "[doge][doge]真不错"),
                arguments("回复<a href='https://m.weibo.cn/n/阿明'>@阿明</a>:同意", "回复@阿明:同意"),
                arguments("<a href='/k/x'><span class=\"surl-text\">#新品发布#</span></a>来了", "#新品发布#来了"),
                arguments("第一行<br/>第二行", "第一行 第二行"),
                arguments("第一行<br />第二行", "第一行\n第二行"),
                arguments("第一行<br>第二行", "第一行第二行"),
                arguments("价格 &gt; 5000 &amp; 缺货", "价格 > 5000 & 缺货"),
                arguments("我&lt;3你", "我<3你"),
                arguments("a&lt;b&gt;c<br/>d", "a<b>c d"),
                arguments("电池&nbsp;不行", "电池 不行"),
                arguments("他说&quot;不买&quot;", "他说\"不买\""),
                arguments("&amp;lt;好&amp;gt;的", "&lt;好&gt;的"),
                arguments("  太贵了　", "太贵了"),
                arguments("太 贵\t了", "太 贵 了"),
                arguments("太\u200B贵了\uFEFF", "太贵了"),
                arguments("笑死我了😂😂", "笑死我了"),
                arguments("笑死我了😂", "笑死我了??"),
                arguments("笑死我了&#128514;", "笑死我了\uD83D"),
                arguments("爱你❤️", "爱你"),
                arguments("看这里 " + PICTURE, "看这里 查看图片"),
                arguments("看这里" + PICTURE, "看这里查看图片"),
                arguments("看这里 评论配图", "看这里"),
                arguments("详情" + LINK + "在此", "详情http://t.cn/A6x 在此"),
                arguments("详情" + LINK, "详情网页链接"));
    }

    @ParameterizedTest
    @MethodSource("copies")
    void is_equal_for_copies_of_one_comment(String one, String other) {
        assertThat(ComparableText.key(one)).isPresent().isEqualTo(ComparableText.key(other));
    }

    @ParameterizedTest
    @CsvSource({
        "太贵了, 太贵了吧",
        "真好, 真不好",
        "真好！, 真好。",
        "支持[赞], 反对[赞]",
        "涨了5%, 涨了6%",
        "5G, 6G",
        "1+1, 1-1",
        "第一, 第二",
        "Good, good",
        "回复@阿明:同意, 回复@阿红:同意",
        "#新品#来了, #旧品#来了",
        "。。。, ……",
        "😂好, 😂坏"
    })
    void differs_for_different_texts(String one, String other) {
        assertThat(ComparableText.key(one)).isPresent().isNotEqualTo(ComparableText.key(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \u3000\n", "[doge]", "😂😂", "图片评论", "图片评论 评论配图", "查看图片", "http://t.cn/A6x", "??", "<br>"})
    void is_none_where_nothing_is_left_to_compare(String text) {
        assertThat(ComparableText.key(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", ">", "<>", "&", "&amp;", "[", "[a", "//", "http://", "网页链接", " 评论配图", "\uD83D"})
    void takes_a_megabyte_of_anything(String part) {
        assertThat(ComparableText.key("好" + part.repeat(1_000_000 / part.length())))
                .isPresent();
    }
}
