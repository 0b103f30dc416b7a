package io.weibosentiment.model.weights;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A safetensors file, read by mapping its tensors one at a time; see https://github.com/huggingface/safetensors. */
public final class Safetensors implements Tensors {

    private static final int MAX_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 16;
    private static final String METADATA = "__metadata__";

    private final Path file;
    private final Map<String, Entry> entries;

    private Safetensors(Path file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /**
     * A tensor in the file.
     *
     * @param type the type as the file names it
     * @param start the first byte's offset in the file
     */
    private record Entry(String type, List<Integer> shape, long start, long length) {}

    /**
     * A tensor's header for writing.
     *
     * @param name the tensor's name
     * @param shape its dimensions
     */
    public record Header(String name, List<Integer> shape) {

        public Header {
            shape = List.copyOf(shape);
        }

        public int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }
    }

    /** Gives the values of a tensor, row-major. */
    @FunctionalInterface
    public interface Values {
        float[] of(Header tensor) throws IOException;
    }

    /**
     * Opens a file.
     *
     * @throws InvalidInputException if it is not a safetensors file, or is cut short
     */
    public static Safetensors open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer size = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            readFully(channel, size, 0);
            long headerSize = size.flip().remaining() == Long.BYTES ? size.getLong() : -1;
            if (channel.size() == 0) {
                throw broken(file, "it is empty", null);
            }
            if (headerSize < 2 || headerSize > Math.min(MAX_HEADER, channel.size() - Long.BYTES)) {
                throw broken(file, "its header has " + headerSize + " bytes", null);
            }
            ByteBuffer header = ByteBuffer.allocate((int) headerSize);
            readFully(channel, header, Long.BYTES);
            return new Safetensors(file, entries(file, header, channel.size()));
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // keep reading
        }
    }

    private static Map<String, Entry> entries(Path file, ByteBuffer header, long fileSize) throws IOException {
        long start = Long.BYTES + (long) header.capacity();
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            String text = StandardCharsets.UTF_8.decode(header.flip()).toString();
            UniqueKeys.require(file, text);
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            for (Map.Entry<String, JsonElement> member : json.entrySet()) {
                if (!member.getKey().equals(METADATA)) {
                    Entry entry = entry(member.getValue().getAsJsonObject(), start);
                    if (entry.length < 0 || entry.start < start || entry.start + entry.length > fileSize) {
                        throw broken(
                                file,
                                "it is cut off, as " + member.getKey() + " lies outside the file's " + fileSize
                                        + " bytes",
                                null);
                    }
                    entries.put(member.getKey(), entry);
                }
            }
        } catch (JsonParseException | IllegalStateException | ClassCastException | NumberFormatException e) {
            throw broken(file, "its header is not JSON of the expected form", e);
        }
        requireWhole(file, entries.values(), start, fileSize);
        return entries;
    }

    /** As the format demands, the tensors fill the file, one after the other and without gaps. */
    private static void requireWhole(Path file, Collection<Entry> entries, long start, long fileSize) {
        long end = start;
        for (Entry entry : entries.stream()
                .sorted(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::length))
                .toList()) {
            if (entry.start != end) {
                throw broken(file, "its tensors overlap or leave gaps at byte " + Math.min(end, entry.start), null);
            }
            end += entry.length;
        }
        if (end != fileSize) {
            throw broken(file, (fileSize - end) + " bytes follow its last tensor", null);
        }
    }

    private static Entry entry(JsonObject json, long start) {
        long from = json.getAsJsonArray("data_offsets").get(0).getAsLong();
        long to = json.getAsJsonArray("data_offsets").get(1).getAsLong();
        List<Integer> shape = json.getAsJsonArray("shape").asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
        return new Entry(json.get("dtype").getAsString(), shape, start + from, to - from);
    }

    private static InvalidInputException broken(Path file, String found, Exception cause) {
        String message = file + " is not a complete safetensors file: " + found + "; copy or download it again";
        return cause == null ? new InvalidInputException(message) : new InvalidInputException(message, cause);
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        entries.forEach((name, entry) -> shapes.put(name, entry.shape));
        return Collections.unmodifiableMap(shapes);
    }

    /**
     * Opens a tensor for reading in pieces.
     *
     * @throws InvalidInputException if its type is none of float32, float16 and bfloat16, or its size is not its shape's
     */
    public Reader reader(String name) throws IOException {
        Entry entry = entries.get(name);
        WeightType type = WeightType.ofSafetensors(entry.type)
                .orElseThrow(() -> new InvalidInputException("weight " + name + " in " + file + " has type "
                        + entry.type + "; expected F32, F16 or BF16: save the model in one of these"));
        long size = entry.shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (size * type.bytes() != entry.length) {
            throw broken(file, name + " has " + entry.length + " bytes for shape " + entry.shape, null);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, entry.start, entry.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            return new Reader(type, (int) size, bytes);
        }
    }

    @Override
    public float[] values(String name) throws IOException {
        return reader(name).all();
    }

    /**
     * Reads a tensor's values in order.
     *
     * @param size how many values there are
     */
    public record Reader(WeightType type, int size, ByteBuffer bytes) {

        /** Reads the next {@code count} values into {@code target}. */
        public void next(float[] target, int count) {
            type.read(bytes, target, count);
        }

        public float[] all() {
            float[] values = new float[size];
            next(values, size);
            return values;
        }
    }

    /**
     * Writes a file; the same tensors give the same bytes.
     *
     * @param type the type that every tensor is stored in
     * @throws InvalidInputException if a value is not finite in that type
     */
    public static void write(OutputStream out, List<Header> tensors, WeightType type, Values values)
            throws IOException {
        JsonObject header = new JsonObject();
        long offset = 0;
        for (Header tensor : tensors) {
            long end = offset + (long) tensor.size() * type.bytes();
            header.add(tensor.name(), json(tensor, type, offset, end));
            offset = end;
        }
        byte[] unpadded = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(unpadded, (unpadded.length + 7) / 8 * 8);
        Arrays.fill(padded, unpadded.length, padded.length, (byte) ' ');
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .array());
        out.write(padded);
        for (Header tensor : tensors) {
            write(out, tensor, type, values.of(tensor));
        }
    }

    private static JsonObject json(Header tensor, WeightType type, long start, long end) {
        Gson gson = new Gson();
        JsonObject json = new JsonObject();
        json.addProperty("dtype", type.safetensorsName());
        json.add("shape", gson.toJsonTree(tensor.shape()));
        json.add("data_offsets", gson.toJsonTree(new long[] {start, end}));
        return json;
    }

    private static void write(OutputStream out, Header tensor, WeightType type, float[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            float[] chunk = Arrays.copyOfRange(values, from, Math.min(values.length, from + CHUNK));
            for (float value : chunk) {
                if (!Float.isFinite(type.round(value))) {
                    throw new InvalidInputException("weight " + tensor.name() + " holds " + value
                            + ", which is not a finite " + type.key() + "; "
                            + (Float.isFinite(value) ? "store it as float32 or bfloat16" : "the checkpoint is broken"));
                }
            }
            type.write(chunk, chunk.length, buffer.clear());
            out.write(buffer.array(), 0, buffer.position());
        }
    }
}
