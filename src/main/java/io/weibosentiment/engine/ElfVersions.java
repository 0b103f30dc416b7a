package io.weibosentiment.engine;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The versions of symbols that a shared library of Linux needs of others, and those that it defines, as in the sections
 * {@code .gnu.version_r} and {@code .gnu.version_d} of its file (Drepper, <i>ELF Symbol Versioning</i>). Such as are
 * needed weakly are left out.
 *
 * @param needed such as {@code GLIBC_2.34}
 * @param defined the same
 */
record ElfVersions(Set<String> needed, Set<String> defined) {

    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F', 2, 1}; // 64 bits, little-endian
    private static final int HEADER = 64;
    private static final int DEFINITIONS = 0x6ffffffd;
    private static final int NEEDS = 0x6ffffffe;
    private static final int WEAK = 2;

    /** A part of the file. */
    private record Section(int type, long offset, long size, int link, int entries) {}

    /**
     * Reads a library's versions; none if it is of another kind.
     *
     * @throws IOException if it cannot be read, or is cut off
     */
    static ElfVersions of(Path library) throws IOException {
        Set<String> needed = new TreeSet<>();
        Set<String> defined = new TreeSet<>();
        try (FileChannel file = FileChannel.open(library)) {
            if (file.size() >= HEADER && isElf(read(file, 0, HEADER))) {
                List<Section> sections = sections(file, read(file, 0, HEADER));
                for (Section section : sections) {
                    if (section.type() == NEEDS) {
                        addNeeds(content(file, section), names(file, sections, section), section.entries(), needed);
                    } else if (section.type() == DEFINITIONS) {
                        addDefinitions(
                                content(file, section), names(file, sections, section), section.entries(), defined);
                    }
                }
            }
        }
        return new ElfVersions(needed, defined);
    }

    private static boolean isElf(ByteBuffer header) {
        byte[] magic = new byte[MAGIC.length];
        header.get(0, magic);
        return Arrays.equals(magic, MAGIC);
    }

    private static List<Section> sections(FileChannel file, ByteBuffer header) throws IOException {
        long offset = header.getLong(0x28);
        int size = header.getShort(0x3a);
        int count = header.getShort(0x3c);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer section = read(file, offset + (long) i * size, size);
            sections.add(new Section(
                    section.getInt(4),
                    section.getLong(24),
                    section.getLong(32),
                    section.getInt(40),
                    section.getInt(44)));
        }
        return sections;
    }

    private static ByteBuffer names(FileChannel file, List<Section> sections, Section section) throws IOException {
        return content(file, sections.get(section.link()));
    }

    private static ByteBuffer content(FileChannel file, Section section) throws IOException {
        return read(file, section.offset(), Math.toIntExact(section.size()));
    }

    private static ByteBuffer read(FileChannel file, long offset, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("the file ends before byte " + (offset + size));
            }
        }
        return bytes;
    }

    /** Elf64_Verneed: version, count, file, first of its Elf64_Vernaux, next. */
    private static void addNeeds(ByteBuffer section, ByteBuffer names, int entries, Set<String> versions) {
        int at = 0;
        for (int i = 0; i < entries; i++) {
            int version = at + section.getInt(at + 8);
            for (int j = 0; j < section.getShort(at + 2); j++) {
                if ((section.getShort(version + 4) & WEAK) == 0) {
                    versions.add(name(names, section.getInt(version + 8)));
                }
                version += section.getInt(version + 12);
            }
            at += section.getInt(at + 12);
        }
    }

    /** Elf64_Verdef: version, flags, index, count, hash, first of its Elf64_Verdaux, next. */
    private static void addDefinitions(ByteBuffer section, ByteBuffer names, int entries, Set<String> versions) {
        int at = 0;
        for (int i = 0; i < entries; i++) {
            versions.add(name(names, section.getInt(at + section.getInt(at + 12))));
            at += section.getInt(at + 16);
        }
    }

    private static String name(ByteBuffer names, int from) {
        int to = from;
        while (names.get(to) != 0) {
            to++;
        }
        return StandardCharsets.US_ASCII.decode(names.slice(from, to - from)).toString();
    }
}
