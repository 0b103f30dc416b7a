package io.weibosentiment.erasure;

import io.weibosentiment.files.FileReplacement;
import java.io.IOException;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Where Parquet's writer writes a file that takes another's place.
 *
 * @param replacement the file
 */
record RawOutputFile(FileReplacement replacement) implements OutputFile {

    @Override
    public PositionOutputStream create(long blockSize) throws IOException {
        return HadoopStreams.wrap(replacement.create());
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
        return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
