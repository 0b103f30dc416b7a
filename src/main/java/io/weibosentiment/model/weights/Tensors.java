package io.weibosentiment.model.weights;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Tensors in a file or in several, by name, read one at a time. */
public interface Tensors {

    /** The tensors' names and shapes. */
    Map<String, List<Integer>> shapes();

    /**
     * The values of a tensor, row-major.
     *
     * @throws InvalidInputException if its type is none of float32, float16 and bfloat16, or the file is damaged
     */
    float[] values(String name) throws IOException;
}
