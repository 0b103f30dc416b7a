package io.weibosentiment.cli;

import io.weibosentiment.config.Key;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options that a message recommends and that the command at hand does not have. Steps are shared by commands, and so are
 * their messages; which options there are is known here alone.
 */
final class MentionedOptions {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
    private static final String SET = "--set";

    private final CommandSpec command;

    /** @param command the command at hand */
    MentionedOptions(CommandSpec command) {
        this.command = command;
    }

    /** {@code message} with, for each option that the command lacks, what to give in its place or whose it is. */
    String explained(String message) {
        Set<String> options = OPTION.matcher(message)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String notes = options.stream()
                .filter(option -> !command.optionsMap().containsKey(option))
                .flatMap(option -> note(option, message).stream())
                .collect(Collectors.joining("; "));
        return notes.isEmpty() ? message : message + " (" + notes + ")";
    }

    private Optional<String> note(String option, String message) {
        List<CommandSpec> owners = all().stream()
                .filter(other -> other.optionsMap().containsKey(option))
                .toList();
        Optional<Key<?>> key = owners.stream()
                .flatMap(owner -> KeyOptions.key(owner.optionsMap().get(option)).stream())
                .findFirst();
        if (key.isPresent() && command.optionsMap().containsKey(SET)) {
            return Optional.of(command.name() + " has no " + option + ": give " + SET + " " + key.get() + "=…");
        }
        List<String> names = owners.stream().map(CommandSpec::name).toList();
        boolean isSaid = names.stream().anyMatch(name -> message.contains(name + " "));
        return names.isEmpty() || isSaid
                ? Optional.empty()
                : Optional.of(option + " is an option of " + String.join(", ", names));
    }

    /** All commands of the program. */
    private Collection<CommandSpec> all() {
        return command.root().subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList();
    }
}
