package io.weibosentiment.model.graph;

import com.google.protobuf.CodedOutputStream;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a constant, little-endian, streamed from the bundle's weights row by row.
 *
 * @param weights the bundle's
 * @param constant which of them, and what is made of them
 */
record WeightContent(Safetensors weights, WeightConstant constant) {

    /** What is done with each row. */
    @FunctionalInterface
    private interface RowUse {
        void row(float[] values) throws IOException;
    }

    void write(CodedOutputStream out) throws IOException {
        switch (constant.form()) {
            case VALUES -> eachRow(row -> write(row, constant.type(), out));
            case ROUNDED_BFLOAT16 -> eachRow(row -> write(rounded(row), WeightType.FLOAT32, out));
            case INT8 -> eachInt8Row(out::writeRawBytes);
            case MAXIMA -> write(maxima(), WeightType.FLOAT32, out);
            case CORRECTIONS -> write(corrections(), WeightType.FLOAT32, out);
        }
    }

    private static void write(float[] values, WeightType type, CodedOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        type.write(values, values.length, bytes);
        out.writeRawBytes(bytes.array());
    }

    private static float[] rounded(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = WeightType.BFLOAT16.round(values[i]);
        }
        return rounded;
    }

    private void eachRow(RowUse use) throws IOException {
        List<Safetensors.Reader> readers = new ArrayList<>();
        for (WeightConstant.Part part : constant.parts()) {
            readers.add(weights.reader(part.weight()));
        }
        float[] row = new float[constant.columns()];
        for (int i = 0; i < constant.rows(); i++) {
            int start = 0;
            for (int part = 0; part < readers.size(); part++) {
                float[] values = new float[constant.parts().get(part).columns()];
                readers.get(part).next(values, values.length);
                for (float value : values) {
                    row[start++] = value * constant.parts().get(part).factor();
                }
            }
            use.row(row);
        }
    }

    private float[] maxima() throws IOException {
        float[] maxima = new float[constant.columns()];
        eachRow(row -> {
            for (int column = 0; column < row.length; column++) {
                maxima[column] = Math.max(maxima[column], Math.abs(row[column]));
            }
        });
        return maxima;
    }

    /** What is done with each row of whole numbers. */
    @FunctionalInterface
    private interface Int8Use {
        void row(byte[] values) throws IOException;
    }

    private void eachInt8Row(Int8Use use) throws IOException {
        float[] maxima = maxima();
        byte[] bytes = new byte[maxima.length];
        eachRow(row -> {
            for (int column = 0; column < row.length; column++) {
                float unit = row[column] / Math.max(maxima[column], Int8Rows.SMALLEST);
                bytes[column] = (byte) Math.round(unit * Int8Rows.MOST);
            }
            use.row(bytes);
        });
    }

    private float[] corrections() throws IOException {
        int[] sums = new int[constant.columns()];
        eachInt8Row(row -> {
            for (int column = 0; column < row.length; column++) {
                sums[column] += row[column];
            }
        });
        float[] corrections = new float[sums.length];
        for (int column = 0; column < sums.length; column++) {
            corrections[column] = -sums[column] * (Int8Rows.OFFSET / Int8Rows.MOST);
        }
        return corrections;
    }
}
