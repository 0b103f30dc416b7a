package io.weibosentiment.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts what was measured into the report's words and keys. */
record JobReport(Report report) {

    private static final double GIGA = 1e9;
    private static final String BESIDE = "beside_model_micros";
    private static final String NOT_ASKED_FOR = "not asked for; see --only";
    private static final String OVER_DUCKDB = "window_tables_over_duckdb";
    private static final double MIB = 1024.0 * 1024;

    /** The machine, as far as the figures depend on it. */
    void machine(String instructionSet, int cores) {
        report.heading("This machine");
        report.value("instruction_set", instructionSet);
        report.line("instruction set that the engine may use", instructionSet);
        report.value("cores", cores);
        report.line("cores", String.valueOf(cores));
    }

    /** What the bundled sample costs once more; empty if that was not asked for. */
    void sampleAgain(Optional<SampleAgain> sample) {
        if (sample.isEmpty()) {
            List.of("sample_again_seconds", "sample_again_jobs").forEach(key -> report.missing(key, NOT_ASKED_FOR));
            return;
        }
        report.heading("The bundled sample once more, nothing new, in a process of its own");
        report.figure("sample_again_seconds", "seconds", "%.1f", sample.get().seconds());
        sample.get()
                .cpuSeconds()
                .ifPresentOrElse(
                        cpu -> report.figure("sample_again_cpu_seconds", "seconds of processors", "%.1f", cpu),
                        () -> report.missing("sample_again_cpu_seconds", "this system does not say"));
        report.value("sample_again_jobs", sample.get().jobs());
        report.line("Spark jobs", String.valueOf(sample.get().jobs()));
    }

    /** Our tables of windows beside DuckDB's; empty if that was not asked for. */
    void windows(Optional<WindowComparison> compared) {
        if (compared.isEmpty()) {
            report.missing(OVER_DUCKDB, NOT_ASKED_FOR);
            return;
        }
        WindowComparison windows = compared.get();
        report.heading(
                String.format(Locale.ROOT, "The tables of windows alone, of %,d scored comments", windows.comments()));
        report.figure("window_tables_seconds", "ours, seconds", "%.2f", windows.comments() / windows.ours());
        windows.duckDb()
                .ifPresent(rate -> report.figure(
                        "duckdb_window_tables_seconds", "DuckDB, seconds", "%.2f", windows.comments() / rate));
        report.ratio(OVER_DUCKDB, "how many times as long ours takes", windows.times(), windows.reason());
    }

    /** The job's own figures; {@code tasks} ran side by side. */
    void job(JobMeasure job, int tasks, ProcessMemory memory) {
        report.heading(String.format(
                Locale.ROOT,
                "The job: %,d comments, %,d distinct texts, %,d tokens, %s, %d tasks at once",
                job.comments(),
                job.distinct(),
                job.tokens(),
                job.precision(),
                tasks));
        report.value("comments", job.comments());
        report.value("distinct_texts", job.distinct());
        report.value("tokens", job.tokens());
        report.value("precision", job.precision());
        report.value("tasks", tasks);
        report.value("batches", job.batches());
        report.value("seconds", job.seconds());
        report.value("stage_seconds", job.stages());
        report.figure("comments_per_second", "comments/s, end to end", "%,.0f", job.comments() / job.seconds());
        report.figure("tokens_per_second", "tokens/s, end to end", "%,.0f", job.tokens() / job.seconds());
        report.figure(BESIDE, "beside the model, microseconds per comment", "%,.1f", job.besideModelMicros());
        for (Map.Entry<String, Double> stage : job.stages().entrySet()) {
            report.line(
                    "  " + stage.getKey(),
                    String.format(
                            Locale.ROOT,
                            "%8.1f s %,12.0f comments/s %,12.0f tokens/s",
                            stage.getValue(),
                            job.comments() / stage.getValue(),
                            job.tokens() / stage.getValue()));
        }
        report.figure(
                "scored_texts_per_second", "texts/s, scoring stage", "%,.0f", job.distinct() / job.scoringSeconds());
        report.figure("distinct_share", "distinct share of the comments scored", "%.3f", job.distinctShare());
        report.figure("engine_share", "scoring stage inside the engine", "%.3f", job.engineShare(tasks));
        report.figure("slowest_task", "slowest task over the median, scoring", "%.2f", job.slowestTask());
        report.figure("peak_memory_mib", "peak memory, driver and executors (MiB)", "%,.0f", memory.peak() / MIB);
        report.figure("peak_heap_mib", "  of it Java's heap (MiB)", "%,.0f", memory.heapPeak() / MIB);
    }

    /** What running it again costs, as a share of the first time. */
    void rerun(Rerun rerun) {
        report.heading(String.format(
                Locale.ROOT,
                "Again: %,d comments, %,d distinct texts; the first run took %,.1f s, %,.1f s of it scoring",
                rerun.first().comments(),
                rerun.first().distinct(),
                rerun.first().seconds(),
                rerun.first().scoringSeconds()));
        report.value("first_seconds", rerun.first().seconds());
        report.value("first_waves_keep_seconds", rerun.first().stages().getOrDefault("keep scores", 0.0));
        report.figure(
                BESIDE,
                "first run beside the model, microseconds/comment",
                "%,.1f",
                rerun.first().besideModelMicros());
        report.figure(
                "fixed_seconds",
                "a run of hardly any comments, seconds",
                "%.1f",
                rerun.fixed().seconds());
        report.figure(
                "unchanged_rerun_seconds",
                "nothing new, seconds",
                "%.1f",
                rerun.unchanged().seconds());
        report.value("unchanged_rerun_stage_seconds", rerun.unchanged().stages());
        report.figure(
                "tenth_new_rerun_seconds",
                "a tenth more comments, seconds",
                "%.1f",
                rerun.tenth().seconds());
        report.value("tenth_new_rerun_stage_seconds", rerun.tenth().stages());
        report.figure(
                "unchanged_rerun_share", "nothing new, over the first run", "%.3f", rerun.share(rerun.unchanged()));
        report.figure(
                "unchanged_rerun_share_beyond_fixed",
                "  without the seconds of hardly any comments",
                "%.3f",
                rerun.shareBeyondFixed(rerun.unchanged()));
        report.figure(
                "tenth_new_rerun_share",
                "a tenth more comments, over the first run",
                "%.3f",
                rerun.share(rerun.tenth()));
        report.figure(
                "tenth_new_rerun_share_beyond_fixed",
                "  without the seconds of hardly any comments",
                "%.3f",
                rerun.shareBeyondFixed(rerun.tenth()));
    }

    /** How near the scoring stage comes to {@code peak}, the matrix products' operations a second. */
    void peak(JobMeasure job, BertFlops flops, int tasks, double peak) {
        double useful = job.usefulFlops(flops);
        double stage = useful / job.scoringSeconds();
        double engine = useful / (job.engineSeconds() / tasks);
        report.figure("gflops", "GFLOP/s, useful, of the scoring stage", "%,.0f", stage / GIGA);
        report.figure("gflops_in_engine", "GFLOP/s, useful, inside the engine", "%,.0f", engine / GIGA);
        report.figure("matmul_peak_gflops", "GFLOP/s, matrix products alone", "%,.0f", peak / GIGA);
        report.figure("peak_share", "share of that peak, scoring stage", "%.3f", stage / peak);
        report.figure("peak_share_in_engine", "share of that peak, inside the engine", "%.3f", engine / peak);
    }

    void noPeak(String reason) {
        report.value("gflops", null);
        report.value("gflops_reason", reason);
        report.line("GFLOP/s", "not measured: " + reason);
    }

    /** The share of the tokens that the engine computes on which belong to a text. */
    void usefulTokens(double share) {
        report.figure("useful_token_share", "useful share of the tokens computed", "%.3f", share);
    }

    /** The other ways to score. */
    void comparison(Comparison comparison) {
        Rounds rounds = comparison.rounds();
        report.heading("Texts a second, medians of interleaved rounds");
        for (String name : rounds.names()) {
            double rate = rounds.rate(name).orElseThrow();
            report.line(name, String.format(Locale.ROOT, "%,10.0f", rate));
            report.value("texts_per_second: " + name, rate);
        }
        report.heading("How many times faster ours is");
        String noFile = "the file is not there";
        report.ratio(
                "over_arrival_order",
                "than arrival order, no repeats counted",
                rounds.ratio(Comparison.OURS, Comparison.ARRIVAL),
                noFile);
        report.ratio(
                "over_arrival_order_as_is",
                "than arrival order, the corpus as it is",
                rounds.ratio(Comparison.OURS_AS_IS, Comparison.ARRIVAL_AS_IS),
                noFile);
        report.ratio(
                "over_arrival_order_our_graph",
                "than arrival order with our graph in float32",
                rounds.ratio(Comparison.OURS, Comparison.ARRIVAL_OUR_GRAPH),
                noFile);
        report.ratio(
                "over_onnx_float32",
                "than ONNX Runtime float32, same batches",
                rounds.ratio(Comparison.OUR_ENGINE, Comparison.ONNX_FLOAT32),
                noFile);
        report.ratio(
                "over_onnx_int8",
                "than ONNX Runtime int8, same batches",
                rounds.ratio(Comparison.OUR_ENGINE, Comparison.ONNX_INT8),
                noFile);
        rounds.ratio(Comparison.OUR_INT8, Comparison.OUR_ENGINE)
                .ifPresent(ratio -> report.figure("int8_over_ours", "int8 over that", "%.2f x", ratio));
        comparison.notes().forEach(note -> report.line("note", note));
        report.value("notes", comparison.notes());
    }

    /** Memory after {@code batches} over memory after a tenth of them. */
    void soak(int batches, double seconds, ProcessMemory early, ProcessMemory late) {
        report.heading(String.format(Locale.ROOT, "Memory (MiB), %,.0f s of batches", seconds));
        report.line("after " + batches / 10 + " batches", String.format(Locale.ROOT, "%,.0f", early.resident() / MIB));
        report.line("after " + batches + " batches", String.format(Locale.ROOT, "%,.0f", late.resident() / MIB));
        report.figure("memory_growth", "growth", "%.3f", (double) late.resident() / early.resident());
    }
}
