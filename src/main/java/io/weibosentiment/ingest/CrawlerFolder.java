package io.weibosentiment.ingest;

import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Tells apart what a crawler leaves in its folder of results. */
interface CrawlerFolder {

    /** What {@code file} is as far as its name and its folder's tell, compressions left aside. */
    FileUse byName(Path file);

    /** What a file is whose first records have {@code columns}, in lower case. */
    FileUse byColumns(Set<String> columns);

    /** The path of the file that holds all that {@code comments} holds, if it is there. */
    default Optional<Path> whole(Path comments) {
        return Optional.empty();
    }

    /** Whether the crawler's names may begin with an underscore. */
    default boolean namesWithUnderscores() {
        return false;
    }
}
