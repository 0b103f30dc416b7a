package io.weibosentiment.model.weights;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.weights.PickleReader.Global;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors that a pickle of a state_dict describes. Of all that a pickle can call, this knows an ordered dictionary, a
 * tensor, a parameter and their storages, which it makes itself; whatever else one names is refused by that name.
 */
final class TensorPickle implements PickleReader.Maker {

    private static final Global DICTIONARY = new Global("collections", "OrderedDict");
    private static final Global TENSOR = new Global("torch._utils", "_rebuild_tensor_v2");
    private static final Global PARAMETER = new Global("torch._utils", "_rebuild_parameter");
    private static final Set<Global> CALLS = Set.of(DICTIONARY, TENSOR, PARAMETER);

    private static final int STORAGE_PARTS = 5;
    private static final int TENSOR_PARTS = 4;

    /** Where a tensor's marks are: that its values are to be negated, or conjugated, when they are read. */
    private static final int MARKS = 6;

    private final Path file;
    private final byte[] pickle;

    TensorPickle(Path file, byte[] pickle) {
        this.file = file;
        this.pickle = pickle;
    }

    /** The types of storages. */
    enum StorageType {
        FLOAT("FloatStorage", Float.BYTES, Optional.of(WeightType.FLOAT32)),
        HALF("HalfStorage", Short.BYTES, Optional.of(WeightType.FLOAT16)),
        BFLOAT16("BFloat16Storage", Short.BYTES, Optional.of(WeightType.BFLOAT16)),
        DOUBLE("DoubleStorage", Double.BYTES, Optional.empty()),
        LONG("LongStorage", Long.BYTES, Optional.empty()),
        INT("IntStorage", Integer.BYTES, Optional.empty()),
        SHORT("ShortStorage", Short.BYTES, Optional.empty()),
        CHAR("CharStorage", 1, Optional.empty()),
        BYTE("ByteStorage", 1, Optional.empty()),
        BOOL("BoolStorage", 1, Optional.empty());

        private final String torchName;
        private final int bytes;
        private final Optional<WeightType> weights;

        StorageType(String torchName, int bytes, Optional<WeightType> weights) {
            this.torchName = torchName;
            this.bytes = bytes;
            this.weights = weights;
        }

        static Optional<StorageType> of(Global global) {
            return Arrays.stream(values())
                    .filter(type ->
                            global.module().equals("torch") && global.name().equals(type.torchName))
                    .findFirst();
        }

        String torchName() {
            return torchName;
        }

        int bytes() {
            return bytes;
        }

        /** The type as weights have it, if they can. */
        Optional<WeightType> weights() {
            return weights;
        }
    }

    /**
     * Where values lie.
     *
     * @param key the name of their entry
     * @param elements how many there are
     */
    record Storage(StorageType type, String key, long elements) {}

    /**
     * A tensor: a view of a storage, which others may share.
     *
     * @param offset the first element's place in the storage
     * @param strides how far apart neighbours are in each dimension
     */
    record Tensor(Storage storage, long offset, List<Integer> shape, List<Long> strides) {

        long size() {
            return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        }

        /** From the first to the last element in the storage. */
        long span() {
            if (size() == 0) {
                return 0;
            }
            long last = 0;
            for (int i = 0; i < shape.size(); i++) {
                last = Math.addExact(last, Math.multiplyExact(strides.get(i), shape.get(i) - 1L));
            }
            return last + 1;
        }

        /** The values row-major, from {@code stored}, the storage's from the first element to the last. */
        float[] arranged(float[] stored) {
            float[] values = new float[Math.toIntExact(size())];
            int[] index = new int[shape.size()];
            int place = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = stored[place];
                for (int dimension = index.length - 1; dimension >= 0; dimension--) {
                    int stride = Math.toIntExact(strides.get(dimension));
                    place += stride;
                    if (++index[dimension] < shape.get(dimension)) {
                        break;
                    }
                    place -= stride * index[dimension];
                    index[dimension] = 0;
                }
            }
            return values;
        }
    }

    /** The tensors by their names. */
    Map<String, Tensor> read() {
        Object top = new PickleReader(file, pickle, this).read();
        if (!(top instanceof Map<?, ?> named)) {
            throw new InvalidInputException(file + " holds no weights by their names; expected what"
                    + " torch.save(model.state_dict(), …) writes");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        named.forEach((name, value) -> {
            if (!(name instanceof String text) || !(value instanceof Tensor tensor)) {
                throw new InvalidInputException(file + " holds '" + name + "', which is no tensor; expected weights"
                        + " alone: save model.state_dict(), or the model with save_pretrained()");
            }
            tensors.put(text, tensor);
        });
        return tensors;
    }

    @Override
    public void require(Global global) {
        if (!CALLS.contains(global) && StorageType.of(global).isEmpty()) {
            throw new InvalidInputException(file + " calls " + global.module() + "." + global.name()
                    + " when it is loaded; expected tensors alone. A pickle is a program, which is not run here: if you"
                    + " trust it, load it in Transformers and save it with safe_serialization=True");
        }
    }

    @Override
    public Object call(Global global, List<Object> arguments) {
        if (global.equals(DICTIONARY) && arguments.isEmpty()) {
            return new LinkedHashMap<>();
        }
        if (global.equals(TENSOR) && arguments.size() >= TENSOR_PARTS) {
            return tensor(arguments);
        }
        if (global.equals(PARAMETER) && !arguments.isEmpty() && arguments.get(0) instanceof Tensor tensor) {
            return tensor;
        }
        throw damaged(global.name() + " has arguments of another form");
    }

    private Tensor tensor(List<Object> arguments) {
        if (arguments.size() > MARKS && arguments.get(MARKS) instanceof Map<?, ?> marks && !marks.isEmpty()) {
            throw new InvalidInputException(file + " has a tensor that is marked as " + marks.keySet()
                    + ", so its values are not those that are stored; expected values as they are: load the model in"
                    + " Transformers and save it with safe_serialization=True");
        }
        List<Integer> shape = new ArrayList<>();
        List<Long> strides = new ArrayList<>();
        for (long size : numbers(arguments.get(2))) {
            shape.add(Math.toIntExact(Math.min(size, Integer.MAX_VALUE)));
        }
        strides.addAll(numbers(arguments.get(3)));
        if (!(arguments.get(0) instanceof Storage storage)
                || !(arguments.get(1) instanceof Long offset)
                || shape.size() != strides.size()) {
            throw damaged("a tensor has no storage, offset, shape and strides");
        }
        Tensor tensor = new Tensor(storage, offset, shape, strides);
        try {
            if (offset < 0 || Math.addExact(offset, tensor.span()) > storage.elements()) {
                throw damaged("a tensor of shape " + shape + " lies outside its storage");
            }
        } catch (ArithmeticException e) {
            throw damaged("a tensor of shape " + shape + " lies outside its storage");
        }
        return tensor;
    }

    private List<Long> numbers(Object tuple) {
        List<Long> numbers = new ArrayList<>();
        for (Object number : tuple instanceof List<?> list ? list : List.of("no list")) {
            if (!(number instanceof Long whole) || whole < 0) {
                throw damaged("a tensor's shape or strides are no whole numbers");
            }
            numbers.add(whole);
        }
        return numbers;
    }

    @Override
    public Object persistent(Object id) {
        if (id instanceof List<?> parts
                && parts.size() == STORAGE_PARTS
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof Global global
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long elements
                && elements >= 0
                && elements <= Long.MAX_VALUE / Double.BYTES) {
            return new Storage(
                    StorageType.of(global).orElseThrow(() -> damaged(global.name() + " is no storage")), key, elements);
        }
        throw damaged("it refers to what is no storage");
    }

    private InvalidInputException damaged(String found) {
        return new InvalidInputException(
                file + " is not what torch.save writes: " + found + "; copy or download it again");
    }
}
