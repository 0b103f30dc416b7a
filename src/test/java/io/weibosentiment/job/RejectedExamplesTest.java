package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedExamplesTest {

    private static final StructType SCHEMA = new StructType()
            .add(Columns.SOURCE_FILE, DataTypes.StringType)
            .add(Columns.LINE, DataTypes.LongType)
            .add(Columns.RAW, DataTypes.StringType)
            .add(Columns.REASON, DataTypes.StringType)
            .add(Columns.DETAIL, DataTypes.StringType);

    @Test
    void names_the_first_rows_of_each_reason_and_the_files_with_the_most() {
        List<Row> rows = new ArrayList<>();
        for (long line = 2; line < 9; line++) {
            rows.add(RowFactory.create("a.csv", line, "raw", "malformed", "3 fields where 5 are expected"));
        }
        for (int file = 0; file < 9; file++) {
            rows.add(RowFactory.create("b" + file + ".csv", null, "raw", "no_post_id", "no post is named"));
        }

        List<String> lines = RejectedExamples.of(
                TestSpark.session().createDataFrame(rows, SCHEMA), Map.of("malformed", 7L, "no_post_id", 9L));

        assertThat(lines)
                .containsExactly(
                        "no_post_id: 9 rows, such as b0.csv (no post is named); b1.csv (no post is named);"
                                + " b2.csv (no post is named)",
                        "malformed: 7 rows, such as a.csv:2 (3 fields where 5 are expected);"
                                + " a.csv:3 (3 fields where 5 are expected); a.csv:4 (3 fields where 5 are expected)",
                        "Files with the most of them: a.csv (7), b0.csv (1), b1.csv (1), b2.csv (1), b3.csv (1),"
                                + " and 5 more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    detail                                       | shown
                    nothing is quoted                            | nothing is quoted
                    expected a time, found '2025年3月4日 12:00'  | expected a time, found '9999字9字9字 99:99'
                    expected a time, found ''                    | expected a time, found ''
                    found 'it's mine' here                       | found 'aa'a aaaa' here
                    found 'cut off by…                           | found 'aaa aaa aa?'
                    expected the post's time, found 'ab 9'       | expected the post's time, found 'aa 9'
                    found 'ничего 😀'                            | found 'aaaaaa ?'
                    """, useHeadersInDisplayName = true)
    void shows_the_form_of_what_was_found_and_not_the_words(String detail, String shown) {
        assertThat(RejectedExamples.withoutText(detail)).isEqualTo(shown);
    }

    @Test
    void shows_no_more_than_the_beginning_of_a_long_value() {
        assertThat(RejectedExamples.withoutText("found '" + "长".repeat(100) + "'"))
                .isEqualTo("found '" + "字".repeat(30) + "…'");
    }
}
