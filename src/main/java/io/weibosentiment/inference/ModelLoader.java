package io.weibosentiment.inference;

import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.io.Serializable;

/** Loads a model on a host; small, as it travels with every task. */
@FunctionalInterface
interface ModelLoader extends Serializable {

    /** Loads it into {@code engine}, fetching what it needs into {@code cache}. */
    LoadedModel load(HostCache cache, OfflineEngine engine) throws IOException;
}
