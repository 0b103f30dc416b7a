package io.weibosentiment.ingest;

import io.weibosentiment.config.Preset;
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

    /** The folder that {@code preset} is for, if it is for a crawler's whole folder. */
    static Optional<CrawlerFolder> of(Preset preset) {
        return switch (preset) {
            case WEIBO_CRAWLER -> Optional.of(new WeiboCrawlerFolder());
            case MEDIA_CRAWLER -> Optional.of(new MediaCrawlerFolder());
            case WEIBO_SPIDER -> Optional.of(new WeiboSpiderFolder());
            case NONE, DYNAMICS, WEIBO_API, HOT_SEARCH, RAW_GBK -> Optional.empty();
        };
    }
}
