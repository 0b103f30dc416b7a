package io.weibosentiment.config;

/** The well-known shapes of crawled data. */
public enum Preset {
    NONE,
    DYNAMICS,
    WEIBO_API,
    WEIBO_CRAWLER,
    MEDIA_CRAWLER,
    WEIBO_SPIDER,
    HOT_SEARCH,
    RAW_GBK
}
