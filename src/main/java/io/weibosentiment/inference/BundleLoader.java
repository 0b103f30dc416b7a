package io.weibosentiment.inference;

import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Featurizer;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SerializableWritable;

/**
 * Loads a bundle, fetched to the host's cache first.
 *
 * @param bundle its path on a Hadoop file system, or the name of the one in the job jar
 * @param precision the precision of the arithmetic
 * @param maxTokens where texts are cut; 0: what the bundle says
 * @param hadoop how to reach the file system
 */
record BundleLoader(String bundle, Precision precision, int maxTokens, SerializableWritable<Configuration> hadoop)
        implements ModelLoader {

    @Override
    public LoadedModel load(HostCache cache, OfflineEngine engine) throws IOException {
        requireInt8(engine);
        ModelBundle local = new BundleCache(cache, hadoop.value()).fetch(bundle);
        PreparedModel prepared = local.prepare(precision);
        SavedModelSession session = SavedModelSession.load(prepared.savedModel(), engine);
        try {
            for (String signature : prepared.signatures()) {
                session.requireOutput(signature, prepared.output());
            }
            Featurizer featurizer = local.featurizer(maxTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxTokens));
            return new LoadedModel(featurizer, session, prepared.output(), prepared.head());
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Executors may come after the others were asked; TensorFlow would end a process that has no 8-bit products. */
    private void requireInt8(OfflineEngine engine) {
        if (precision != Precision.INT8) {
            return;
        }
        if (engine.device().isGpu()) {
            throw CpuFeatures.int8OnGpu("this executor");
        }
        if (!CpuFeatures.ofThisHost().nativeInt8()) {
            throw CpuFeatures.withoutInt8("this host");
        }
    }
}
