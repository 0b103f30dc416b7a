package io.weibosentiment.model.graph;

/** Which head an architecture has. */
final class ClassifierHeads {

    private ClassifierHeads() {}

    /**
     * The head of {@code bert}.
     *
     * @param labels how many outputs it has
     * @param recurrence how it walks along texts, if it does
     */
    static ClassifierHead of(BertArchitecture bert, int labels, GraphParts parts, Recurrence recurrence) {
        return bert.rcnn()
                .<ClassifierHead>map(rcnn -> new RcnnHead(bert, rcnn, labels, parts, recurrence))
                .orElseGet(() -> new PoolerHead(bert, labels, parts));
    }
}
