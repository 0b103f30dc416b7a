package io.weibosentiment.model.checkpoint;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.ShardedTensors;
import io.weibosentiment.model.weights.Tensors;
import io.weibosentiment.model.weights.TorchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A checkpoint's weights, read one at a time under the bundle's names and orientation ([inputs, outputs]). */
interface CheckpointWeights extends AutoCloseable {

    /** The file's shape of the weight that the bundle calls {@code name}, in the bundle's orientation. */
    Optional<List<Integer>> shape(String name);

    /** The values of the weight that the bundle calls {@code name}, row-major. */
    float[] values(String name) throws IOException;

    /** What the file calls the weight that the bundle calls {@code name}, or should call it. */
    String name(String name);

    /** The names of the file's weights that are none of {@code names}, and that change what is computed. */
    List<String> unused(Collection<String> names);

    /** The names of the file's weights, as the file spells them. */
    List<String> names();

    @Override
    void close();

    /** Opens the weights of a checkpoint of {@code family}, in the file or files that {@code file} is or names. */
    static CheckpointWeights open(ModelFamily family, Path file) throws IOException {
        String name = file.toString();
        if (name.endsWith(".h5")) {
            return Hdf5.open(file);
        }
        if (name.endsWith(".json")) {
            return Torch.of(family, ShardedTensors.open(file));
        }
        return Torch.of(family, name.endsWith(".bin") ? TorchFile.open(file) : Safetensors.open(file));
    }

    /** Weights as PyTorch names them, below whatever prefix; kernels are [outputs, inputs] there. */
    record Torch(ModelFamily family, Tensors file, TorchPrefix prefix) implements CheckpointWeights {

        static Torch of(ModelFamily family, Tensors file) {
            return new Torch(family, file, TorchPrefix.of(family, file.shapes().keySet()));
        }

        private Optional<String> find(String name) {
            return candidates(name).filter(file.shapes()::containsKey).findFirst();
        }

        private Stream<String> candidates(String name) {
            return WeightName.of(family, name).torchNames().stream().map(prefix::apply);
        }

        @Override
        public String name(String name) {
            return find(name).orElseGet(() -> candidates(name).findFirst().orElseThrow());
        }

        @Override
        public List<String> unused(Collection<String> names) {
            Set<String> used = names.stream().map(this::name).collect(Collectors.toSet());
            return file.shapes().keySet().stream()
                    .filter(name -> !used.contains(name) && !TorchPrefix.isHarmless(family, name))
                    .toList();
        }

        @Override
        public Optional<List<Integer>> shape(String name) {
            return find(name).map(file.shapes()::get).map(shape -> {
                return WeightName.of(family, name).isKernel() && shape.size() == 2
                        ? List.of(shape.get(1), shape.get(0))
                        : shape;
            });
        }

        @Override
        public float[] values(String name) throws IOException {
            String found = find(name).orElseThrow();
            float[] values = file.values(found);
            List<Integer> shape = file.shapes().get(found);
            return WeightName.of(family, name).isKernel() ? transpose(values, shape.get(0), shape.get(1)) : values;
        }

        private static float[] transpose(float[] values, int rows, int columns) {
            float[] transposed = new float[values.length];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    transposed[column * rows + row] = values[row * columns + column];
                }
            }
            return transposed;
        }

        @Override
        public List<String> names() {
            return List.copyOf(file.shapes().keySet());
        }

        @Override
        public void close() {
            // nothing stays open
        }
    }

    /** Weights as TFBertForSequenceClassification.save_pretrained names them. */
    record Hdf5(HdfFile file, Map<String, Dataset> datasets) implements CheckpointWeights {

        /** The heads of the pre-training, which a classifier does not use. */
        private static final List<String> PRETRAINING = List.of("/mlm___cls/", "/nsp___cls/");

        static Hdf5 open(Path path) {
            try {
                HdfFile file = new HdfFile(path);
                Map<String, Dataset> datasets = new HashMap<>();
                collect(file, datasets);
                return new Hdf5(file, datasets);
            } catch (HdfException e) {
                throw new InvalidInputException(path + " is not a readable HDF5 file; copy or download it again", e);
            }
        }

        private static void collect(Group group, Map<String, Dataset> datasets) {
            for (Node node : group) {
                if (node instanceof Group child) {
                    collect(child, datasets);
                } else if (node instanceof Dataset dataset) {
                    Dataset other = datasets.put(WeightName.withoutPrefix(node.getPath()), dataset);
                    if (other != null) {
                        throw new InvalidInputException(other.getPath() + " and " + dataset.getPath()
                                + " are the same weight of two models; expected a file with one");
                    }
                }
            }
        }

        @Override
        public Optional<List<Integer>> shape(String name) {
            return find(name)
                    .map(dataset ->
                            Arrays.stream(dataset.getDimensions()).boxed().toList());
        }

        private Optional<Dataset> find(String name) {
            return WeightName.of(ModelFamily.BERT, name).tensorFlowNames().stream()
                    .filter(datasets::containsKey)
                    .map(datasets::get)
                    .findFirst();
        }

        @Override
        public String name(String name) {
            return find(name)
                    .map(Dataset::getPath)
                    .orElseGet(() -> WeightName.of(ModelFamily.BERT, name)
                            .tensorFlowNames()
                            .get(0));
        }

        @Override
        public List<String> unused(Collection<String> names) {
            Set<String> used = names.stream().map(this::name).collect(Collectors.toSet());
            return datasets.values().stream()
                    .map(Dataset::getPath)
                    .filter(path -> !used.contains(path) && PRETRAINING.stream().noneMatch(path::contains))
                    .sorted()
                    .toList();
        }

        @Override
        public float[] values(String name) {
            Dataset dataset = find(name).orElseThrow();
            if (dataset.getDataFlat() instanceof float[] values) {
                return values;
            }
            throw new InvalidInputException("weight " + dataset.getPath() + " has type " + dataset.getJavaType()
                    + "; expected float32: save the model in float32");
        }

        @Override
        public List<String> names() {
            return new ArrayList<>(datasets.keySet());
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
