package io.weibosentiment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedPathsTest {

    private final NestedPaths nested = new NestedPaths(new Configuration());

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    inner            | outer             | inside
                    crawl            | crawl             | true
                    crawl/tables     | crawl             | true
                    crawl/a/b/c      | crawl/a           | true
                    crawl-2          | crawl             | false
                    crawl            | crawl/tables      | false
                    crawl/tables     | crawl/*           | true
                    crawl/tables/x   | crawl/*           | true
                    crawl/tables     | crawl/*.csv       | false
                    crawl/a.csv/x    | crawl/*.csv       | true
                    crawl/2025/x     | crawl/202[45]/*   | true
                    crawl/2023/x     | crawl/202[45]/*   | false
                    crawl/2023       | crawl/202?/*      | false
                    crawl/b          | crawl/{a,b}       | true
                    crawl/b/c/d      | crawl/{a,b/c}     | true
                    crawl/b          | crawl/{a,b/c}     | false
                    'crawl/a[1]/x'   | 'crawl/a\\[1\\]'    | true
                    crawl/a1/x       | 'crawl/a\\[1\\]'    | false
                    crawl/../other/x | other             | true
                    """, useHeadersInDisplayName = true)
    void knows_what_a_path_or_a_glob_holds(String inner, String outer, boolean inside) throws IOException {
        assertThat(nested.isInside(path(inner), path(outer))).isEqualTo(inside);
    }

    @Test
    void looks_through_links_and_ways_of_writing() throws IOException {
        Path crawl = Files.createDirectories(dir.resolve("disk/crawl"));
        Files.createSymbolicLink(dir.resolve("link"), crawl);

        assertThat(nested.isInside(path("link/tables"), path("disk/crawl"))).isTrue();
        assertThat(nested.isInside(path("disk/crawl/tables"), path("link"))).isTrue();
        assertThat(nested.isInside(path("disk/crawl/tables"), path("link/*"))).isTrue();
        assertThat(nested.isInside(
                        new org.apache.hadoop.fs.Path(crawl.toUri() + "/tables"),
                        new org.apache.hadoop.fs.Path(crawl.toString())))
                .isTrue();
        assertThat(nested.isInside(
                        new org.apache.hadoop.fs.Path("src/main/java"), new org.apache.hadoop.fs.Path("src")))
                .isTrue();
        for (String outer : new String[] {"*", ".", "./*", "s*/m*"}) {
            assertThat(nested.isInside(new org.apache.hadoop.fs.Path("src/main"), new org.apache.hadoop.fs.Path(outer)))
                    .as(outer)
                    .isTrue();
        }
    }

    private org.apache.hadoop.fs.Path path(String below) {
        return new org.apache.hadoop.fs.Path(dir + "/" + below);
    }
}
