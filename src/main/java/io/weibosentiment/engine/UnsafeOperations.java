package io.weibosentiment.engine;

import java.util.Set;

/**
 * Operations of TensorFlow that do more than compute: they read or write files of the host, reach other hosts, run what
 * is not TensorFlow's, or end the process.
 *
 * <p>Every export has operations that save and restore its variables: those are unsafe only where scoring or loading
 * reaches them. What reads the vocabularies that lie beside a model is never among them.
 */
final class UnsafeOperations {

    /** Prints to a stream of the process, which is harmless, or to a file, as an attribute says. */
    static final String PRINT = "PrintV2";
    /** Not an operation of TensorFlow: {@link #PRINT} to a file. */
    static final String PRINT_TO_FILE = "PrintV2 to a file";

    private static final Set<String> NAMES = Set.of(
            PRINT_TO_FILE,
            "ReadFile",
            "WriteFile",
            "MatchingFiles",
            "ImmutableConst",
            "FileSystemSetConfiguration",
            "DecodeProtoV2",
            "EncodeProto",
            "GenerateVocabRemapping",
            "LoadAndRemapMatrix",
            "RecordInput",
            "Skipgram",
            // readers
            "WholeFileReader",
            "WholeFileReaderV2",
            "TextLineReader",
            "TextLineReaderV2",
            "FixedLengthRecordReader",
            "FixedLengthRecordReaderV2",
            "TFRecordReader",
            "TFRecordReaderV2",
            "LMDBReader",
            // data sets
            "TextLineDataset",
            "TFRecordDataset",
            "TFRecordDatasetV2",
            "FixedLengthRecordDataset",
            "FixedLengthRecordDatasetV2",
            "CSVDataset",
            "CSVDatasetV2",
            "ExperimentalCSVDataset",
            "LMDBDataset",
            "ExperimentalLMDBDataset",
            "SqlDataset",
            "ExperimentalSqlDataset",
            "MatchingFilesDataset",
            "ExperimentalMatchingFilesDataset",
            "CacheDataset",
            "CacheDatasetV2",
            "SnapshotDataset",
            "SnapshotDatasetV2",
            "SnapshotDatasetReader",
            "SnapshotChunkDataset",
            "ListSnapshotChunksDataset",
            "LoadDataset",
            "SaveDataset",
            "SaveDatasetV2",
            "DistributedSave",
            "DatasetToTFRecord",
            "ExperimentalDatasetToTFRecord",
            "DataServiceDataset",
            "DataServiceDatasetV2",
            "DataServiceDatasetV3",
            "DataServiceDatasetV4",
            "RegisterDataset",
            "RegisterDatasetV2",
            // summaries and what debuggers write
            "CreateSummaryFileWriter",
            "CreateSummaryDbWriter",
            "DebugIdentity",
            "DebugIdentityV2",
            "DebugIdentityV3",
            "DebugNanCount",
            "DebugNumericSummary",
            "DebugNumericSummaryV2",
            "DumpTensor",
            // other hosts
            "RpcClient",
            "RpcServer",
            // programs and processes
            "PyFunc",
            "PyFuncStateless",
            "EagerPyFunc",
            "Abort");

    private static final Set<String> SAVING = Set.of("Save", "SaveSlices", "SaveV2", "MergeV2Checkpoints");

    private static final Set<String> READING =
            Set.of("Restore", "RestoreSlice", "RestoreV2", "DTensorRestoreV2", "FixedUnigramCandidateSampler");

    private UnsafeOperations() {}

    /** Whether a graph may not have {@code operation} at all. */
    static boolean contain(String operation) {
        return NAMES.contains(operation);
    }

    /** Whether {@code operation} writes variables to a file, as an export does when it is saved again. */
    static boolean save(String operation) {
        return SAVING.contains(operation);
    }

    /** Whether {@code operation} reads a file, as models do when they are loaded or trained, and only then. */
    static boolean read(String operation) {
        return READING.contains(operation);
    }
}
