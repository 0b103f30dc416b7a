package io.weibosentiment.model.checkpoint;

import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Imports checkpoints that are to be trained: those of classifiers, and those of encoders, which get a new classifier. */
public final class TrainableImporter {

    private final HostCache cache;
    private final Configuration hadoop;

    public TrainableImporter(HostCache cache, Configuration hadoop) {
        this.cache = cache;
        this.hadoop = hadoop;
    }

    /**
     * Imports the checkpoint that {@code request} names.
     *
     * @param seed decides new weights
     * @return the first parts of the names of new weights, such as {@code classifier}; empty if it has all
     * @throws io.weibosentiment.InvalidInputException if there is no checkpoint that can be imported
     */
    public Set<String> importModel(ImportRequest request, long seed) throws IOException {
        try (ImportFolder workplace = ImportFolder.create(cache.root())) {
            Path source = workplace.fetch(request.from(), hadoop);
            EncoderCheckpoint encoder = new EncoderCheckpoint(source);
            Set<String> fresh = Set.of();
            String from = request.from();
            if (encoder.isThere()) {
                String name = new org.apache.hadoop.fs.Path(from).getName();
                Path completed = Files.createDirectories(
                        workplace.folder().resolve("completed").resolve(name));
                fresh = encoder.complete(completed, seed);
                from = completed.toUri().toString();
            }
            new ModelImporter(cache, hadoop)
                    .importModel(new ImportRequest(
                            from, request.to(), request.store(), request.maxTokens(), request.declared()));
            return fresh;
        }
    }
}
