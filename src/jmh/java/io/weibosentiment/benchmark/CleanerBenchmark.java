package io.weibosentiment.benchmark;

import io.weibosentiment.config.TextPolicyName;
import io.weibosentiment.text.Cleaned;
import io.weibosentiment.text.TextPolicies;
import io.weibosentiment.text.TextPolicy;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Cleaning one comment, plain or with a reply, a link, an image and entities in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class CleanerBenchmark {

    private static final int TEXTS = 1000;

    /** The text policy. */
    @Param({"STANDARD", "PAPER", "NONE"})
    public String policy;

    /** What the comments look like. */
    @Param({"%s", "回复<a href='/n/x'>@x</a>:%s<span class=\"url-icon\"><img alt=[泪]></span>&amp; http://t.cn/A6 //@y:好"})
    public String form;

    private TextPolicy cleaner;
    private List<String> texts;

    /** Makes the texts. */
    @Setup
    public void prepare() throws IOException {
        cleaner = TextPolicies.named(TextPolicyName.valueOf(policy));
        texts = SampleTexts.texts(TEXTS).stream()
                .map(text -> form.replace("%s", text))
                .toList();
    }

    /** One comment. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public void clean(Blackhole sink) {
        for (String text : texts) {
            Cleaned cleaned = cleaner.clean(text);
            sink.consume(cleaned);
        }
    }
}
