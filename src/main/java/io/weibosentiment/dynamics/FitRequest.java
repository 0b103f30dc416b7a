package io.weibosentiment.dynamics;

import io.weibosentiment.InvalidInputException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to fit.
 *
 * @param models the models
 * @param window the kind of window, where the input has several
 * @param trainFrom the first window to fit to, with those before left out; empty: the first
 * @param trainUntil the last window to fit to; empty: the last
 * @param ahead how many windows after it are predicted; more if more are held out
 * @param zone where windows are named by a date alone; empty: the zone of the run that made the matrix
 */
public record FitRequest(
        List<DynamicsModel> models,
        Optional<String> window,
        Optional<String> trainFrom,
        Optional<String> trainUntil,
        int ahead,
        Optional<ZoneId> zone) {

    /** The name that means all models. */
    public static final String ALL = "all";

    private static final int MOST_AHEAD = 1000;

    public FitRequest {
        models = List.copyOf(models);
        if (ahead < 1 || ahead > MOST_AHEAD) {
            throw new InvalidInputException("--ahead: found " + ahead + "; expected 1 to " + MOST_AHEAD + " windows");
        }
    }

    /**
     * The models of these names.
     *
     * @throws InvalidInputException if there is no such model
     */
    public static List<DynamicsModel> models(List<String> names) {
        return Arrays.stream(DynamicsModel.values())
                .filter(model -> names.stream().anyMatch(name -> matches(name, model)))
                .toList();
    }

    private static boolean matches(String name, DynamicsModel model) {
        if (!name.equals(ALL) && DynamicsModel.named(name).isEmpty()) {
            throw new InvalidInputException("--model: found '" + name + "'; expected " + ALL + " or "
                    + Arrays.stream(DynamicsModel.values())
                            .map(DynamicsModel::text)
                            .collect(Collectors.joining(", ")));
        }
        return name.equals(ALL) || name.equals(model.text());
    }
}
