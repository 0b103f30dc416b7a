package io.weibosentiment.model.weights;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that torch.save wrote of a state_dict: a zip with a pickle that describes the tensors, and their values in
 * entries of their own (torch/csrc/jit/serialization, since PyTorch 1.6). The pickle is a program; it is read by {@link
 * TensorPickle}, which knows tensors and nothing else, and never run.
 */
public final class TorchFile implements Tensors {

    private static final String PICKLE = "/data.pkl";
    private static final int MOST_PICKLE_BYTES = 1 << 28;
    private static final int START = 16;
    private static final int PICKLE_PROTOCOL = 0x80;

    /** What a file of PyTorch before 1.6 starts with, after two bytes: its number 0x1950a86a20f9469cfc6c. */
    private static final byte[] OLD = {
        (byte) 0x8a, 0x0a, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
    };

    private final Path file;
    private final String root;
    private final Map<String, TensorPickle.Tensor> tensors;

    private TorchFile(Path file, String root, Map<String, TensorPickle.Tensor> tensors) {
        this.file = file;
        this.root = root;
        this.tensors = tensors;
    }

    /**
     * Opens a file.
     *
     * @throws InvalidInputException if it is none that torch.save wrote since PyTorch 1.6, is cut short, or holds anything
     *     but tensors by their names; says which
     */
    public static TorchFile open(Path file) throws IOException {
        requireZip(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> pickles = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                    .toList();
            if (pickles.size() != 1) {
                throw new InvalidInputException(file + " is a zip with " + pickles.size()
                        + " entries data.pkl; expected one, as torch.save writes it: save the model with"
                        + " save_pretrained()");
            }
            String root = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
            requireLittleEndian(file, zip, root);
            byte[] pickle = bytes(file, zip, zip.getEntry(pickles.get(0)));
            Map<String, TensorPickle.Tensor> tensors = new TensorPickle(file, pickle).read();
            TorchFile opened = new TorchFile(file, root, tensors);
            opened.requireStorages(zip);
            return opened;
        } catch (ZipException e) {
            throw new InvalidInputException(
                    file + " is not a complete zip, as a download that was cut off: " + e.getMessage()
                            + "; copy or download it again",
                    e);
        }
    }

    private static void requireZip(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START);
        }
        boolean isZip = start.length >= 4 && start[0] == 'P' && start[1] == 'K';
        if (isZip) {
            return;
        }
        if (start.length > OLD.length + 2 && Arrays.equals(Arrays.copyOfRange(start, 2, 2 + OLD.length), OLD)) {
            throw new InvalidInputException(file + " is of the form that PyTorch wrote before version 1.6; expected the"
                    + " zip that it writes since. Convert it, with PyTorch 1.13 or newer: python -c \"import torch;"
                    + " f='" + file.getFileName() + "'; torch.save(torch.load(f, map_location='cpu',"
                    + " weights_only=True), f)\"");
        }
        throw new InvalidInputException(file + " is " + described(start) + "; expected the zip that torch.save writes: "
                + "copy or download it again");
    }

    private static String described(byte[] start) {
        if (start.length == 0) {
            return "empty";
        }
        if ((start[0] & 0xff) == PICKLE_PROTOCOL) {
            return "a bare pickle, which is a program and no zip of tensors";
        }
        boolean isPage =
                new String(start, StandardCharsets.ISO_8859_1).stripLeading().startsWith("<");
        return isPage ? "a web page and not what it was to be a download of" : "no zip";
    }

    private static void requireLittleEndian(Path file, ZipFile zip, String root) throws IOException {
        ZipEntry order = zip.getEntry(root + "/byteorder");
        if (order != null && !new String(bytes(file, zip, order), StandardCharsets.US_ASCII).equals("little")) {
            throw new InvalidInputException(file + " was written on a big-endian machine; expected little-endian"
                    + " values: save the model on a common machine");
        }
    }

    private static byte[] bytes(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        if (entry.getSize() > MOST_PICKLE_BYTES) {
            throw new InvalidInputException(file + ": " + entry.getName() + " has " + entry.getSize()
                    + " bytes; expected a description of tensors, of at most " + MOST_PICKLE_BYTES);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(MOST_PICKLE_BYTES);
        }
    }

    private void requireStorages(ZipFile zip) {
        tensors.forEach((name, tensor) -> {
            ZipEntry entry = entry(zip, tensor).orElse(null);
            long expected =
                    tensor.storage().elements() * tensor.storage().type().bytes();
            if (entry == null || entry.getSize() != expected) {
                throw new InvalidInputException(file + ": the values of " + name + " are in "
                        + root + "/data/" + tensor.storage().key()
                        + (entry == null
                                ? ", which is missing"
                                : ", which has " + entry.getSize() + " bytes of " + expected)
                        + "; copy or download the file again");
            }
        });
    }

    private Optional<ZipEntry> entry(ZipFile zip, TensorPickle.Tensor tensor) {
        return Optional.ofNullable(
                zip.getEntry(root + "/data/" + tensor.storage().key()));
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return Collections.unmodifiableMap(shapes);
    }

    @Override
    public float[] values(String name) throws IOException {
        TensorPickle.Tensor tensor = tensors.get(name);
        WeightType type = tensor.storage()
                .type()
                .weights()
                .orElseThrow(() -> new InvalidInputException("weight " + name
                        + " in " + file + " has type " + tensor.storage().type().torchName()
                        + "; expected FloatStorage, HalfStorage or BFloat16Storage: save the model in one of these"));
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(entry(zip, tensor).orElseThrow())) {
            in.skipNBytes(tensor.offset() * type.bytes());
            int span = Math.toIntExact(tensor.span());
            byte[] bytes = in.readNBytes(Math.multiplyExact(span, type.bytes()));
            float[] stored = new float[span];
            type.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), stored, span);
            return tensor.arranged(stored);
        }
    }
}
