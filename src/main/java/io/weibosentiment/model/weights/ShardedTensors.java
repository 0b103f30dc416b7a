package io.weibosentiment.model.weights;

import com.google.gson.JsonElement;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.Counted;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A checkpoint in several files, with an index that says which tensor is in which: Transformers' {@code
 * model.safetensors.index.json} or {@code pytorch_model.bin.index.json}.
 */
public final class ShardedTensors implements Tensors {

    private static final int MOST_NAMED = 3;
    private static final String ZIP_SHARD = ".bin";

    private final Map<String, Tensors> byName;

    private ShardedTensors(Map<String, Tensors> byName) {
        this.byName = byName;
    }

    /**
     * The files that an index names, each once, in the order of their names.
     *
     * @throws InvalidInputException if it is no index, or names files outside its folder
     */
    public static List<Path> shards(Path index) throws IOException {
        return new TreeSet<>(map(index).values())
                .stream().map(index::resolveSibling).toList();
    }

    /**
     * Opens all files of an index.
     *
     * @throws InvalidInputException if a file is absent or damaged, lacks a tensor that the index promises, or has one
     *     that another has too; names it
     */
    public static ShardedTensors open(Path index) throws IOException {
        Map<String, String> map = map(index);
        List<Path> shards = shards(index);
        List<String> missing = shards.stream()
                .filter(shard -> !Files.exists(shard))
                .map(shard -> shard.getFileName().toString())
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(
                    index + " names " + Counted.of(shards.size(), "file") + " with weights, of which " + missing
                            + (missing.size() == 1 ? " is" : " are") + " not beside it; download them too");
        }
        Map<Path, Tensors> opened = new LinkedHashMap<>();
        for (Path shard : shards) {
            opened.put(shard, shard.toString().endsWith(ZIP_SHARD) ? TorchFile.open(shard) : Safetensors.open(shard));
        }
        requirePromised(index, map, opened);
        return new ShardedTensors(byName(opened));
    }

    private static Map<String, String> map(Path index) throws IOException {
        UniqueKeys.require(index);
        JsonFile weights = JsonFile.read(index).requireObject("weight_map");
        Map<String, String> map = new TreeMap<>();
        for (Map.Entry<String, JsonElement> entry : weights.json().entrySet()) {
            map.put(entry.getKey(), weights.requireString(entry.getKey()));
        }
        for (String name : map.values()) {
            boolean isBeside = name.matches("[^/\\\\:\0]+\\.(safetensors|bin)") && !name.startsWith(".");
            if (!isBeside) {
                throw new InvalidInputException(index + " names the file '" + name
                        + "'; expected names of .safetensors or .bin files beside it: take the index from the"
                        + " checkpoint itself");
            }
        }
        if (map.isEmpty()) {
            throw new InvalidInputException(index + " names no weights; download it again");
        }
        return map;
    }

    private static void requirePromised(Path index, Map<String, String> map, Map<Path, Tensors> opened) {
        List<String> absent = new ArrayList<>();
        map.forEach((tensor, file) -> {
            if (!opened.get(index.resolveSibling(file)).shapes().containsKey(tensor)) {
                absent.add(tensor + " in " + file);
            }
        });
        if (!absent.isEmpty()) {
            throw new InvalidInputException(
                    index + " promises " + absent.subList(0, Math.min(MOST_NAMED, absent.size()))
                            + (absent.size() > MOST_NAMED ? " and " + (absent.size() - MOST_NAMED) + " more" : "")
                            + ", which are not there: the files are not of one checkpoint; download all of them again");
        }
    }

    private static Map<String, Tensors> byName(Map<Path, Tensors> opened) {
        Map<String, Tensors> byName = new LinkedHashMap<>();
        Map<String, Path> places = new LinkedHashMap<>();
        opened.forEach((file, tensors) -> tensors.shapes().keySet().forEach(name -> {
            Path other = places.put(name, file);
            if (other != null) {
                throw new InvalidInputException("weight " + name + " is in " + other + " and in " + file.getFileName()
                        + "; expected it in one of them: download all files again");
            }
            byName.put(name, tensors);
        }));
        return byName;
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        byName.forEach((name, tensors) -> shapes.put(name, tensors.shapes().get(name)));
        return Collections.unmodifiableMap(shapes);
    }

    @Override
    public float[] values(String name) throws IOException {
        return byName.get(name).values(name);
    }
}
