package io.weibosentiment.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.util.Sha256;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The erasures of an output folder, in its folder {@value #FOLDER}: of each a receipt, {@code 00001.json}, and the keyed
 * hashes of the ids that are left out from then on, {@code 00001.ids}. The key is beside them, readable for its owner
 * alone: without it nobody can try ids out on a copy of the hashes.
 */
public final class Erasures {

    /** The folder's name. */
    public static final String FOLDER = "_erased";

    private static final String KEY = "_key";
    private static final int KEY_BYTES = 32;
    private static final int NAME_DIGITS = 16;
    private static final Pattern RECEIPT = Pattern.compile("[0-9]{5,}\\.json");
    private static final FsPermission OWNER_ALONE = new FsPermission((short) 0600);
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private final FileSystem files;
    private final Path folder;

    private Erasures(FileSystem files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Those of the output folder {@code output}. */
    public static Erasures of(FileSystem files, Path output) {
        return new Erasures(files, new Path(files.makeQualified(output), FOLDER));
    }

    /** The receipts, in order; none where nothing was erased. */
    public List<Receipt> receipts() throws IOException {
        List<Receipt> receipts = new ArrayList<>();
        for (FileStatus status : listed()) {
            if (RECEIPT.matcher(status.getPath().getName()).matches()) {
                receipts.add(receipt(status.getPath()));
            }
        }
        receipts.sort(Comparator.comparingInt(Receipt::edition));
        return receipts;
    }

    private FileStatus[] listed() throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) { // nothing was ever erased here
            return new FileStatus[0];
        }
    }

    private Receipt receipt(Path file) throws IOException {
        try {
            return JSON.readValue(new AtomicFile(files, file).read(), Receipt.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no receipt of an erasure: " + e.getOriginalMessage(), e);
        }
    }

    /** What tells these erasures from those of every other output folder; empty where nothing was erased. */
    public String name() throws IOException {
        return storedKey().map(Erasures::name).orElse("");
    }

    private static String name(byte[] key) {
        return Sha256.of("erasures " + HexFormat.of().formatHex(key)).substring(0, NAME_DIGITS);
    }

    /** The key of the hashes, made where there is none yet. */
    public byte[] key() throws IOException {
        Optional<byte[]> stored = storedKey();
        if (stored.isPresent()) {
            return stored.get();
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        files.mkdirs(folder);
        Path file = new Path(folder, KEY);
        new AtomicFile(files, file).replace(HexFormat.of().formatHex(key));
        files.setPermission(file, OWNER_ALONE);
        return key;
    }

    private Optional<byte[]> storedKey() throws IOException {
        try {
            return Optional.of(HexFormat.of()
                    .parseHex(
                            new AtomicFile(files, new Path(folder, KEY)).read().strip()));
        } catch (FileNotFoundException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** All ids that are left out. */
    public ErasedIds ids(Optional<UserHashing> users) throws IOException {
        List<Receipt> receipts = receipts();
        if (receipts.isEmpty()) {
            return ErasedIds.of(new byte[KEY_BYTES], List.of(), users);
        }
        Set<IdKind> kinds = EnumSet.noneOf(IdKind.class);
        List<byte[]> hashes = new ArrayList<>();
        for (Receipt receipt : receipts) {
            receipt.kinds().forEach(kind -> kinds.add(IdKind.valueOf(kind.toUpperCase(Locale.ROOT))));
            hashes.addAll(keys(file(receipt.edition(), "ids")));
        }
        byte[] key = storedKey()
                .orElseThrow(() -> new IOException(folder + " has no file " + KEY
                        + ", without which nobody can tell what was erased; restore it"));
        return ErasedIds.of(key, kinds, hashes, users);
    }

    /** The keys of the texts that an erasure takes from the store unless others have them; none once it is done. */
    public List<byte[]> texts(Receipt receipt) throws IOException {
        return keys(file(receipt.edition(), "texts"));
    }

    /**
     * Begins an erasure: from here on its ids are left out, and what is there of them goes, if not now then when it is
     * begun again.
     *
     * @param texts the keys of the texts of the comments that go
     */
    public void begin(Receipt receipt, Collection<ErasedId> ids, Collection<byte[]> texts) throws IOException {
        byte[] key = key();
        write(file(receipt.edition(), "ids"), ErasedIds.hashes(key, ids));
        write(file(receipt.edition(), "texts"), texts);
        write(receipt);
    }

    /** Notes in the receipts of what is not ended that {@code rows} went from {@code place}, should it be cut short. */
    public void note(String place, long rows) throws IOException {
        for (Receipt receipt : receipts()) {
            if (receipt.isPending()) {
                write(receipt.with(place, rows));
            }
        }
    }

    /** Notes that everything is gone. */
    public void end(Receipt receipt) throws IOException {
        write(receipt);
        files.delete(file(receipt.edition(), "texts"), false);
    }

    /** Where the receipt lies. */
    public Path place(Receipt receipt) {
        return file(receipt.edition(), "json");
    }

    private void write(Receipt receipt) throws IOException {
        new AtomicFile(files, place(receipt))
                .replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(receipt) + System.lineSeparator());
    }

    private Path file(int edition, String ending) {
        return new Path(folder, String.format(Locale.ROOT, "%05d.%s", edition, ending));
    }

    private void write(Path file, Collection<byte[]> keys) throws IOException {
        try (FSDataOutputStream out = files.create(file, true)) {
            out.writeInt(keys.size());
            for (byte[] key : keys) {
                out.write(key);
            }
        }
    }

    private List<byte[]> keys(Path file) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(files.open(file)))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                keys.add(in.readNBytes(Keys128.BYTES));
            }
        }
        return keys;
    }
}
