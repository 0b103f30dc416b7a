package io.weibosentiment.dynamics;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.Counted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A matrix of opinions: trajectories that a model can be fitted to.
 *
 * @param agents the ids of the columns
 * @param starts the start of each row's window, ascending
 * @param x opinions from 0 to 1, a row for each window and a column for each agent
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that are computed with
public record Opinions(List<String> agents, List<Instant> starts, double[][] x) {

    /** Windows of a month or half of one differ in length by less than this factor. */
    private static final double MOST_UNEVEN = 1.5;

    private static final int SHOWN = 5;

    public Opinions {
        agents = List.copyOf(agents);
        starts = List.copyOf(starts);
    }

    /**
     * The same, if every value can be an opinion and rows follow each other at equal distances.
     *
     * @throws InvalidInputException with everything that is not so
     */
    Opinions checked(String source) {
        List<String> problems = new ArrayList<>();
        if (agents.size() < 2) {
            problems.add(source + ": found " + Counted.of(agents.size(), "column")
                    + " of bloggers; a model of influence needs at least 2");
        }
        if (agents.stream().anyMatch(String::isBlank)) {
            problems.add(source + ": a column has no name; expected the blogger's id");
        }
        Set<String> seen = new HashSet<>();
        agents.stream()
                .filter(agent -> !seen.add(agent))
                .forEach(agent -> problems.add(
                        source + ": column '" + agent + "' is there twice; expected one for each blogger"));
        problems.addAll(badValues(source));
        problems.addAll(gaps(source));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return this;
    }

    private List<String> badValues(String source) {
        List<String> outside = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int row = 0; row < x.length; row++) {
            for (int agent = 0; agent < agents.size(); agent++) {
                double value = x[row][agent];
                String cell = agents.get(agent) + " in window " + starts.get(row);
                if (Double.isNaN(value)) {
                    missing.add(cell);
                } else if (value < 0 || value > 1) {
                    outside.add(cell + " (" + value + ")");
                }
            }
        }
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add(
                    source + ": " + Counted.of(missing.size(), "cell is", "cells are") + " empty: " + shown(missing)
                            + "; a model needs every value: make the matrix with"
                            + " --set aggregate.trajectories.fill=longest-run, or fill the gaps another way");
        }
        if (!outside.isEmpty()) {
            problems.add(source + ": " + Counted.of(outside.size(), "value is", "values are") + " not from 0 to 1: "
                    + shown(outside) + "; expected sentiments as the table trajectories has them");
        }
        return problems;
    }

    private List<String> gaps(String source) {
        Duration least = Duration.ofDays(Long.MAX_VALUE / 86_400);
        for (int row = 1; row < starts.size(); row++) {
            Duration distance = Duration.between(starts.get(row - 1), starts.get(row));
            if (distance.isZero()) {
                return List.of(source + ": two rows begin at " + starts.get(row)
                        + "; expected one for each window: give a matrix of one kind of window, not its replicates");
            }
            least = distance.compareTo(least) < 0 ? distance : least;
        }
        for (int row = 1; row < starts.size(); row++) {
            Duration distance = Duration.between(starts.get(row - 1), starts.get(row));
            if (distance.toSeconds() > MOST_UNEVEN * least.toSeconds()) {
                return List.of(source + ": between the windows " + starts.get(row - 1) + " and " + starts.get(row)
                        + " others are missing, and a model steps from one window to the next; make the matrix with"
                        + " --set aggregate.trajectories.fill=longest-run, or fill the gaps another way");
            }
        }
        return List.of();
    }

    /** The first of them, and a sign where there are more. */
    static String shown(List<String> cells) {
        String first = String.join(", ", cells.subList(0, Math.min(SHOWN, cells.size())));
        return cells.size() > SHOWN ? first + ", …" : first;
    }

    /**
     * The number of rows up to and with a window.
     *
     * @param window the window's start: a moment such as 2023-09-30T16:00:00Z, or a date, with or without a time, in
     *     {@code zone}
     * @throws InvalidInputException if no row begins then
     */
    int rowsUntil(String window, ZoneId zone) {
        return row("--train-until", window, zone) + 1;
    }

    /**
     * The rows from a window on, see {@link #rowsUntil}.
     *
     * @throws InvalidInputException if no row begins then
     */
    Opinions since(String window, ZoneId zone) {
        int row = row("--train-from", window, zone);
        return new Opinions(agents, starts.subList(row, starts.size()), after(row));
    }

    private int row(String option, String window, ZoneId zone) {
        Instant start = WindowStart.parse(window, zone)
                .orElseThrow(() -> new InvalidInputException(option + ": found '" + window
                        + "'; expected the start of a window, such as " + WindowStart.EXAMPLES));
        int row = starts.indexOf(start);
        if (row < 0) {
            throw new InvalidInputException(option + " " + window + " (" + start + "): no window begins then; "
                    + Counted.of(starts.size(), "window begins", "windows begin") + " from "
                    + local(starts.get(0), zone) + " to "
                    + local(starts.get(starts.size() - 1), zone) + " (" + zone + ")");
        }
        return row;
    }

    private static String local(Instant start, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(start, zone);
        return local.toLocalTime().toSecondOfDay() == 0 ? local.toLocalDate().toString() : local.toString();
    }

    /**
     * Makes sure that a model can be fitted to the first {@code rows} rows.
     *
     * @throws InvalidInputException if there are too few, or a column never changes in them
     */
    void requireFit(DynamicsModel model, int rows) {
        if (rows < model.fewestRows()) {
            throw new InvalidInputException(model.text() + " needs at least " + model.fewestRows()
                    + " windows to be fitted to; found " + rows
                    + ": give a later --train-until, or a matrix of more windows");
        }
        List<String> constant = new ArrayList<>();
        for (int agent = 0; agent < agents.size(); agent++) {
            int column = agent;
            if (Arrays.stream(x, 0, rows)
                            .mapToDouble(row -> row[column])
                            .distinct()
                            .count()
                    == 1) {
                constant.add(agents.get(agent));
            }
        }
        if (!constant.isEmpty()) {
            throw new InvalidInputException(
                    "the column " + shown(constant) + " never changes in the " + Counted.of(rows, "window")
                            + " to fit to, so nothing can be learnt from it; leave it out: make the matrix with"
                            + " aggregate --blogger of the others");
        }
    }

    /** Those rows that a model is fitted to. */
    double[][] first(int rows) {
        return Arrays.copyOf(x, rows);
    }

    /** The rows after them. */
    double[][] after(int rows) {
        return Arrays.copyOfRange(x, rows, x.length);
    }

    /** The name of the column of times. */
    static String timeColumn() {
        return Columns.WINDOW_START;
    }
}
