package io.weibosentiment.ingest;

import io.weibosentiment.config.Preset;
import java.util.Optional;

/** The folders of the crawlers that have a preset. */
final class KnownFolders {

    private KnownFolders() {}

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
