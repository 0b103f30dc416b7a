package io.weibosentiment.cluster;

import io.weibosentiment.model.bundle.BundleManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The bundled model with something wrong in it. */
final class DamagedBundle {

    private DamagedBundle() {}

    /** Copies the bundled model to {@code zip}, one bit of its weights changed. */
    static Path withWrongHash(Path zip) throws IOException {
        try (InputStream bundled =
                        BundleManifest.class.getResourceAsStream("/io/weibosentiment/model/weibo-bert-mini.zip");
                ZipInputStream in = new ZipInputStream(bundled);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                if (entry.getName().endsWith(".safetensors")) {
                    bytes[bytes.length - 1] ^= 1;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
            }
        }
        return zip;
    }
}
