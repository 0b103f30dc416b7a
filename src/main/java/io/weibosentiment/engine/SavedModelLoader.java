package io.weibosentiment.engine;

import ai.djl.tensorflow.engine.SavedModelBundle;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.MetaGraphDef;

/**
 * Loads SavedModels. DJL's own loader copies the graph with all its weights into the heap, twice, and keeps one of the
 * copies; this one leaves them to native code.
 */
final class SavedModelLoader {

    private SavedModelLoader() {}

    /**
     * A session on the SavedModel in {@code folder}.
     *
     * @param tag which of its graphs
     * @param description that graph's, without the graph
     * @throws RuntimeException as TensorFlow has it, if it cannot be loaded
     */
    static SavedModelBundle load(Path folder, String tag, MetaGraphDef description, ConfigProto config) {
        PointerScope made = new PointerScope(); // closes what is made within, but for what is retained
        try {
            TF_Status status = TF_Status.newStatus();
            TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
            BytePointer settings = new BytePointer(config.toByteArray());
            tensorflow.TF_SetConfig(options, settings, settings.capacity(), status);
            status.throwExceptionIfNotOK();
            TF_Graph graph = TF_Graph.newGraph();
            TF_Session session = TF_Session.loadSessionFromSavedModel(
                    options, (TF_Buffer) null, folder.toString(), new String[] {tag}, graph, null, status);
            status.throwExceptionIfNotOK();
            graph.retainReference();
            session.retainReference();
            return new SavedModelBundle(graph, session, description);
        } finally {
            made.close();
        }
    }
}
