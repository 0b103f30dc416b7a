package io.weibosentiment.inference;

import io.weibosentiment.config.ScoringConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups the texts of a look-ahead window into batches of one exact token length, so that no batch holds padding and
 * the engine sees few shapes. The same window always gives the same batches.
 *
 * @param batchTokens most tokens in a batch; a single longer text is a batch of its own
 * @param maxRows most texts in a batch
 */
public record BatchPlanner(int batchTokens, int maxRows) implements Serializable {

    /** Beyond it a batch only costs memory: the matrix products are large enough. */
    static final int MAX_ROWS = 512;

    /** Full batches have a multiple of this many rows: the engine's kernels work on whole blocks of rows. */
    private static final int ROW_BLOCK = 16;

    public BatchPlanner {
        if (batchTokens < 1 || maxRows < 1) {
            throw new IllegalArgumentException("batchTokens " + batchTokens + ", maxRows " + maxRows);
        }
    }

    public static BatchPlanner of(ScoringConfig config) {
        return new BatchPlanner(config.batchTokens(), MAX_ROWS);
    }

    /**
     * The batches of a window, shortest texts first.
     *
     * @param tokens each text's number of tokens
     * @return indices into {@code tokens}; every index is in exactly one batch, in the window's order
     */
    public List<List<Integer>> plan(int[] tokens) {
        List<Integer> byLength = IntStream.range(0, tokens.length)
                .boxed()
                .sorted(Comparator.comparingInt(index -> tokens[index]))
                .toList();
        List<List<Integer>> batches = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= byLength.size(); end++) {
            int length = tokens[byLength.get(start)];
            boolean lengthEnds = end == byLength.size() || tokens[byLength.get(end)] != length;
            if (lengthEnds || end - start == rows(length)) {
                batches.add(List.copyOf(byLength.subList(start, end)));
                start = end;
            }
        }
        return batches;
    }

    /** How many texts of {@code length} tokens make a full batch. */
    int rows(int length) {
        int rows = Math.max(1, Math.min(maxRows, batchTokens / Math.max(1, length)));
        return rows < ROW_BLOCK ? rows : rows - rows % ROW_BLOCK;
    }
}
