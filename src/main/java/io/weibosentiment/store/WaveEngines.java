package io.weibosentiment.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.ScoringEngine;
import io.weibosentiment.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which engines scored each wave, in the file {@value #FILE} of the wave's folder. Those of a wave without the file, as
 * version 0.1.0 wrote it, are not known.
 *
 * @param files the store's file system
 * @param folder the fingerprint's folder
 */
record WaveEngines(FileSystem files, Path folder) {

    private static final String FILE = "_engines.json";
    private static final String ENGINES = "engines";
    private static final String VERSION = "version";
    private static final String INSTRUCTION_SET = "instruction_set";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The engines that scored {@code wave}; none if they are not known. */
    Set<ScoringEngine> of(String wave) throws IOException {
        Set<ScoringEngine> engines = new TreeSet<>();
        try {
            for (JsonNode engine : JSON.readTree(file(wave).read()).path(ENGINES)) {
                engines.add(new ScoringEngine(
                        engine.path(VERSION).asText(),
                        engine.path(INSTRUCTION_SET).asText(ScoringEngine.UNKNOWN)));
            }
        } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
            return Set.of();
        }
        return engines;
    }

    /** The engines that scored any of {@code waves}; none if those of one are not known. */
    Set<ScoringEngine> ofAll(Collection<String> waves) throws IOException {
        Set<ScoringEngine> all = new TreeSet<>();
        for (String wave : waves) {
            Set<ScoringEngine> engines = of(wave);
            if (engines.isEmpty()) {
                return Set.of();
            }
            all.addAll(engines);
        }
        return all;
    }

    /** Notes the engines of a wave; nothing if they are not known. */
    void write(String wave, Set<ScoringEngine> engines) throws IOException {
        if (engines.isEmpty()) {
            return;
        }
        ObjectNode json = JSON.createObjectNode();
        ArrayNode list = json.putArray(ENGINES);
        for (ScoringEngine engine : engines) {
            list.addObject().put(VERSION, engine.version()).put(INSTRUCTION_SET, engine.instructionSet());
        }
        files.mkdirs(StoreLayout.wave(folder, wave));
        file(wave).replace(json.toPrettyString() + System.lineSeparator());
    }

    private AtomicFile file(String wave) {
        return new AtomicFile(files, new Path(StoreLayout.wave(folder, wave), FILE));
    }
}
