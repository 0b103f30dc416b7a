package io.weibosentiment.report;

/**
 * A section of a page: a heading, and the content of {@code section/NAME.html}.
 *
 * @param name its file; the last part is its id in the page
 * @param texts how the keys of its texts begin
 * @param isHidden whether it is hidden, with its link, until the script has something to show in it
 */
record PageSection(String name, String texts, boolean isHidden) {

    /** A section whose texts are called as it is. */
    static PageSection of(String name) {
        return new PageSection(name, name.replace('/', '.'), false);
    }

    PageSection withTexts(String other) {
        return new PageSection(name, other, isHidden);
    }

    PageSection hidden() {
        return new PageSection(name, texts, true);
    }

    /** Its entry in the page's contents. */
    String link() {
        return "<li%s><a href=\"#%s\">{{%s.short}}</a></li>".formatted(hiding(), id(), texts);
    }

    String html() {
        return """
                <section id="%1$s" aria-labelledby="%1$s-title"%2$s>
                <h2 id="%1$s-title">{{%3$s.title}}</h2>
                %4$s</section>""".formatted(id(), hiding(), texts, PageFile.text("section/" + name + ".html"));
    }

    private String id() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private String hiding() {
        return isHidden ? " hidden" : "";
    }
}
