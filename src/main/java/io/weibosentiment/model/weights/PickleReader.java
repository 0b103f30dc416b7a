package io.weibosentiment.model.weights;

import io.weibosentiment.InvalidInputException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a pickle (Python's Lib/pickletools.py) without running it: texts, numbers, lists, tuples and dictionaries; what it
 * would call is asked of a {@link Maker}. An instruction that could do anything else is refused.
 */
final class PickleReader {

    private static final int MOST_NUMBER_BYTES = 8;

    /** Python's None. */
    private static final Object NONE = Optional.empty();

    private final Path file;
    private final ByteBuffer in;
    private final Maker maker;
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Deque<List<Object>> marked = new ArrayDeque<>();
    private List<Object> stack = new ArrayList<>();

    PickleReader(Path file, byte[] pickle, Maker maker) {
        this.file = file;
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.maker = maker;
    }

    /** A class or function of Python, by its name. */
    record Global(String module, String name) {}

    /** Says what of Python is known, and makes it. */
    interface Maker {

        /** Fails with an {@link InvalidInputException} if {@code global} is not known. */
        void require(Global global);

        /** What {@code global}, which is known, makes of these arguments. */
        Object call(Global global, List<Object> arguments);

        /** What lies outside the pickle under {@code id}. */
        Object persistent(Object id);
    }

    /** The object. */
    Object read() {
        try {
            int instruction = next();
            while (instruction != '.') {
                execute(instruction);
                instruction = next();
            }
            return pop();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ClassCastException e) {
            throw new InvalidInputException(
                    file + " is not what torch.save writes: its pickle is damaged; copy or download it again", e);
        }
    }

    private int next() {
        return in.get() & 0xff;
    }

    private void execute(int instruction) {
        switch (instruction) {
            case 0x80 -> next(); // PROTO
            case 0x95 -> in.getLong(); // FRAME
            case '(' -> mark();
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) next());
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(wholeNumber(next()));
            case 'G' -> push(in.duplicate().getDouble(skip(Double.BYTES)));
            case 0x8c -> push(text(next()));
            case 'X' -> push(text(in.getInt()));
            case 'q' -> memo.put(next(), top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(next()));
            case 'j' -> push(remembered(in.getInt()));
            default -> assemble(instruction);
        }
    }

    private void assemble(int instruction) {
        switch (instruction) {
            case ')' -> push(List.of());
            case 't' -> push(Collections.unmodifiableList(unmark()));
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case ']' -> push(new ArrayList<>());
            case 'a' -> append(tuple(1));
            case 'e' -> append(unmark());
            case '}' -> push(new LinkedHashMap<>());
            case 's' -> put(tuple(2));
            case 'u' -> put(unmark());
            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                List<Object> names = tuple(2);
                push(global((String) names.get(0), (String) names.get(1)));
            }
            case 'Q' -> push(maker.persistent(pop()));
            case 'R' -> {
                List<Object> call = tuple(2);
                push(maker.call((Global) call.get(0), list(call.get(1))));
            }
            case 'b' -> build(pop());
            default ->
                throw new InvalidInputException(file + ": its pickle has the instruction "
                        + (instruction > ' ' && instruction < 0x7f
                                ? "'" + (char) instruction + "'"
                                : "0x" + Integer.toHexString(instruction))
                        + ", which weights do not need; it is a program, which is not run here: load it in Transformers"
                        + " if you trust it, and save it with safe_serialization=True");
        }
    }

    private int skip(int bytes) {
        int from = in.position();
        if (in.remaining() < bytes) {
            throw new BufferUnderflowException();
        }
        in.position(from + bytes);
        return from;
    }

    private String text(int length) {
        int from = skip(length < 0 ? Integer.MAX_VALUE : length);
        return new String(in.array(), from, length, StandardCharsets.UTF_8);
    }

    private String line() {
        int from = in.position();
        while (next() != '\n') {
            // up to the line's end
        }
        return new String(in.array(), from, in.position() - from - 1, StandardCharsets.UTF_8);
    }

    private Long wholeNumber(int bytes) {
        byte[] number = new byte[bytes];
        for (int i = bytes - 1; i >= 0; i--) {
            number[i] = in.get();
        }
        if (bytes > MOST_NUMBER_BYTES) {
            throw new ClassCastException("a number of " + bytes + " bytes");
        }
        return bytes == 0 ? 0L : new BigInteger(number).longValue();
    }

    private Object remembered(int index) {
        if (!memo.containsKey(index)) {
            throw new IndexOutOfBoundsException(index);
        }
        return memo.get(index);
    }

    private Global global(String module, String name) {
        Global global = new Global(module, name);
        maker.require(global);
        return global;
    }

    private void mark() {
        marked.push(stack);
        stack = new ArrayList<>();
    }

    private List<Object> unmark() {
        List<Object> since = stack;
        if (marked.isEmpty()) {
            throw new IndexOutOfBoundsException("no mark");
        }
        stack = marked.pop();
        return since;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private List<Object> tuple(int size) {
        List<Object> last = stack.subList(stack.size() - size, stack.size());
        List<Object> tuple = List.copyOf(last);
        last.clear();
        return tuple;
    }

    @SuppressWarnings("unchecked") // the lists and maps here are all our own
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private void append(List<Object> values) {
        list(top()).addAll(values);
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> keysAndValues) {
        Map<Object, Object> map = (Map<Object, Object>) top();
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            if (!(keysAndValues.get(i) instanceof String)) {
                throw new ClassCastException("a key that is no text");
            }
            if (map.put(keysAndValues.get(i), keysAndValues.get(i + 1)) != null) {
                throw new InvalidInputException(
                        file + " has '" + keysAndValues.get(i) + "' twice; expected it once: save the model again");
            }
        }
    }

    /** The attributes of an ordered dictionary, which a state_dict has for its versions, say nothing of its tensors. */
    private void build(Object attributes) {
        if (!(top() instanceof Map) || !(attributes instanceof Map)) {
            throw new ClassCastException("attributes of what is no dictionary");
        }
    }
}
