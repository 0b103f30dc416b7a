package io.weibosentiment.job;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.KeptRowsConfig;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.rows.KeptFiles;
import io.weibosentiment.rows.KeptRows;
import io.weibosentiment.run.Run;
import io.weibosentiment.store.StoreChangedException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The step that reads files: it parses those that are new or changed, and of the others takes the rows kept before. */
final class Ingest {

    private static final String STEP = "ingest";
    /** Kept rows can be damaged, or deleted by another run; after so many times all files are parsed. */
    private static final int MOST_ATTEMPTS = 3;

    private final JobConfig config;
    private final Run run;
    private final Runnable parsing;
    private final Optional<LeftOut> leftOut;

    /** @param parsing what is done before files are parsed, if there are any to parse */
    Ingest(JobConfig config, Run run, Runnable parsing) {
        this(config, run, parsing, Optional.empty());
    }

    /**
     * @param parsing what is done before files are parsed, if there are any to parse
     * @param leftOut what was erased and is left out
     */
    Ingest(JobConfig config, Run run, Runnable parsing, Optional<LeftOut> leftOut) {
        this.leftOut = leftOut;
        this.config = config;
        this.run = run;
        this.parsing = parsing;
    }

    /**
     * How many files a run parsed, in the manifest.
     *
     * @param parsedFiles how many
     * @param unchangedFiles those whose rows were kept
     */
    record Parsed(long parsedFiles, long unchangedFiles) {}

    /**
     * The rows of {@code files}.
     *
     * @param name what they are called among the run's staged results
     * @param finished what is done to them before they are staged
     */
    IngestedRows rows(String name, InputFiles files, UnaryOperator<Dataset<Row>> finished) {
        Optional<KeptRows> kept = config.keptRows().enabled() ? kept(files) : Optional.empty();
        for (int attempt = 1; kept.isPresent() && attempt <= MOST_ATTEMPTS; attempt++) {
            Optional<Dataset<Row>> records = staged(name, files, finished, kept.get());
            if (records.isPresent()) {
                return new IngestedRows(records.get());
            }
        }
        parsing.run();
        Dataset<Row> records = run.step(STEP, () -> {
            Dataset<Row> parsed = RecordReader.parsed(run.spark(), files);
            Dataset<Row> left =
                    leftOut.map(erased -> erased.rows().blanked(parsed)).orElse(parsed);
            return finished.apply(RecordReader.records(left, files));
        });
        return new IngestedRows(InputFiles.reading(() -> run.stage(STEP, name, records)));
    }

    private Optional<KeptRows> kept(InputFiles files) {
        KeptRowsConfig keptRows = config.keptRows();
        if (files.bytes() > keptRows.bytes()) {
            run.line(
                    "input",
                    String.format(
                            Locale.ROOT,
                            "%,.1f GB are more than input.kept-rows.gigabytes: every run parses all of them",
                            files.bytes() / 1e9));
            return Optional.empty();
        }
        return files.readerId(run.spark())
                .map(reader -> KeptRows.open(
                        run.spark(),
                        config.scoring().storeFor(config.output()),
                        reader,
                        new KeptRows.Bounds(keptRows.days(), keptRows.bytes()),
                        run.clock(),
                        leftOut.map(LeftOut::eraser)));
    }

    /** The staged records; empty if kept rows were not as they were kept, and are deleted now. */
    private Optional<Dataset<Row>> staged(
            String name, InputFiles files, UnaryOperator<Dataset<Row>> finished, KeptRows keptRows) {
        KeptFiles found = run.step(STEP, () -> keptRows.of(files.notEmpty()));
        KeptFiles kept = found.missing().isEmpty() ? found : parsed(name, files.only(found.missing()), found, keptRows);
        try {
            Dataset<Row> records = keptRows.reading(() -> run.stage(
                    STEP,
                    name,
                    finished.apply(RecordReader.records(keptRows.rows(kept, RecordReader.schema(files)), files))));
            if (!keptRows.areWhole(kept)) { // a folder that loses a file while it is listed is read without it
                warnOfDamage("files of theirs are gone");
                return Optional.empty();
            }
            run.step(STEP, () -> keptRows.tidy(kept));
            run.fact(
                    "parsed_" + name.replace('-', '_'),
                    new Parsed(found.missing().size(), found.unchanged()));
            if (found.unchanged() > 0) {
                run.line("read", described(found));
            }
            return Optional.of(records);
        } catch (StoreChangedException e) {
            warnOfDamage(e.damaged().isEmpty() ? e.getMessage() : e.damaged().toString());
            return Optional.empty();
        } catch (Exception e) { // Spark's checked exceptions are not declared
            if (keptRows.areWhole(kept)) {
                throw e;
            }
            warnOfDamage(e.getMessage());
            return Optional.empty();
        }
    }

    private KeptFiles parsed(String name, InputFiles missing, KeptFiles found, KeptRows keptRows) {
        parsing.run();
        Dataset<Row> rows = run.step(STEP, () -> RecordReader.parsed(run.spark(), missing));
        return run.step(
                STEP,
                () -> keptRows.add(
                        found,
                        rows,
                        RecordReader.PLAIN,
                        write -> InputFiles.reading(() -> {
                            write.run();
                            return name;
                        })));
    }

    private void warnOfDamage(String found) {
        run.warn("kept rows were damaged or deleted meanwhile; their files were read again: " + found);
    }

    private static String described(KeptFiles found) {
        long all = found.unchanged() + found.missing().size();
        return String.format(
                Locale.ROOT,
                "%,d of %,d files have not changed since an earlier run, which kept their rows",
                found.unchanged(),
                all);
    }
}
