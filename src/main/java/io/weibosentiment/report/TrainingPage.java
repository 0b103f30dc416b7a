package io.weibosentiment.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.output.RunManifest;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The page of a training: how the loss fell, how good the model was after each epoch, how well it fits in the end, and the
 * options.
 *
 * @param manifest the manifest of the run that trained; it has the sections {@link #TRAINING} and {@link #EXAMPLES}
 */
public record TrainingPage(RunManifest manifest) {

    /** The page's name beside the tables. */
    public static final String FILE = "training.html";

    /** The section of the manifest with the learning curve, the options and the figures. */
    public static final String TRAINING = "training";

    /** The section with the numbers of texts. */
    public static final String EXAMPLES = "examples";

    private static final String SETTINGS = "settings";

    /** Writes the page; readers of {@code file} see the old one or the new one, never a part. */
    public void write(Path file, Configuration hadoop, Language language) throws IOException {
        new AtomicFile(file.getFileSystem(hadoop), file).replace(html(language));
    }

    String html(Language language) {
        PageTexts texts = PageTexts.in(language);
        JsonNode training = manifest.facts().section(TRAINING);
        JsonNode examples = manifest.facts().section(EXAMPLES);
        ObjectNode data = Page.TRAINING.texts(texts).json();
        data.set("epochs", training.path("epochs"));
        data.set("losses", training.path("losses"));
        data.set("figures", training.path("figures"));
        data.set("best", training.path("best"));
        data.putObject("counts")
                .put("learned", sum(examples, "positive", "negative"))
                .put("judged", sum(examples, "validation_positive", "validation_negative"));
        settings(data.putObject(SETTINGS), training);
        return Page.TRAINING.of(manifest.run(), data, texts);
    }

    private static long sum(JsonNode counts, String one, String other) {
        return counts.path(one).asLong() + counts.path(other).asLong();
    }

    private void settings(ObjectNode settings, JsonNode training) {
        settings.put("run", manifest.run()).put("finished", manifest.finished().toString());
        settings.set("bundle", training.path("bundle"));
        settings.set("from", training.path("from"));
        flatten(settings, training.path("options"));
        settings.put("policy", new RunFacts(manifest).setting("policy"));
        settings.put("precision", new RunFacts(manifest).model("precision"));
        manifest.software().forEach(settings::put);
    }

    /** Groups of options are there to be read by programs; people read their members alone. */
    private static void flatten(ObjectNode settings, JsonNode options) {
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (option.getValue().isObject()) {
                flatten(settings, option.getValue());
            } else {
                settings.set(option.getKey(), option.getValue());
            }
        }
    }
}
