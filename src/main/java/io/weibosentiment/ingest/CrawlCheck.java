package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.ingest.FileSorter.Sorted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Finds the files of comments and of posts in an input, and gathers every problem with them. */
final class CrawlCheck {

    /** Folders that are looked into for posts beside comments. */
    private static final int MOST_FOLDERS = 1000;

    private final Configuration hadoop;
    private final InputConfig input;
    private final InputCheck comments;
    private final InputCheck posts;
    private final PassedOver passedOver = new PassedOver();

    CrawlCheck(SparkSession spark, InputConfig input) {
        this.hadoop = spark.sparkContext().hadoopConfiguration();
        this.input = input;
        this.comments = check(spark, input, CommentLayout.of(input), KnownFolders.of(input.preset()));
        this.posts = check(spark, input, PostLayout.of(input), postsFolder());
    }

    private static InputCheck check(
            SparkSession spark, InputConfig input, RecordLayout layout, Optional<CrawlerFolder> folder) {
        boolean readsUnderscores =
                folder.map(CrawlerFolder::namesWithUnderscores).orElse(false);
        return new InputCheck(spark, ReadSettings.of(input, layout), readsUnderscores);
    }

    private Optional<CrawlerFolder> postsFolder() {
        return KnownFolders.of(input.posts().preset().orElse(input.preset()));
    }

    /** The files of comments, those of posts if there are any, and those that are not read. */
    record Found(InputFiles comments, Optional<InputFiles> posts, PassedOver passedOver) {}

    /**
     * Finds the files.
     *
     * @throws InvalidInputException with every problem found
     */
    Found files() {
        comments.settings();
        InputPaths given = InputPaths.of(input.paths());
        InputPaths givenPosts = InputPaths.of(input.posts().paths());
        List<CatalogTable> tables = comments.tables(given, input.where());
        List<CatalogTable> postTables = posts.tables(givenPosts, input.where());
        List<Path> paths = comments.paths(given);
        Sorted all = sorted(comments, paths, KnownFolders.of(input.preset()), passedOver);
        boolean isGivenPosts = !input.posts().paths().isEmpty();
        List<FileStatus> besides = isGivenPosts || !all.posts().isEmpty() ? List.of() : beside(all.comments());
        List<FileStatus> postFiles = givenPosts.files().isEmpty()
                ? isGivenPosts ? List.of() : concat(all.posts(), besides)
                : given(posts.paths(givenPosts), paths);
        Sorted found = isGivenPosts ? without(postFiles, all) : all;
        if (comments.problems().isEmpty()
                && found.comments().isEmpty()
                && !given.files().isEmpty()) {
            comments.addProblem(noComments(found));
        }
        comments.heads(found.comments());
        posts.heads(postFiles);
        List<String> problems = new ArrayList<>(comments.problems());
        problems.addAll(posts.problems());
        selectionProblem(!postFiles.isEmpty() || !postTables.isEmpty()).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        InputFiles commentFiles = new InputFiles(comments, found.comments(), tables, new PassedOver());
        Optional<InputFiles> files = postFiles.isEmpty() && postTables.isEmpty()
                ? Optional.empty()
                : Optional.of(new InputFiles(posts, postFiles, postTables, new PassedOver()));
        return new Found(commentFiles, files, passedOver);
    }

    private static List<FileStatus> concat(List<FileStatus> some, List<FileStatus> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** The files of posts in the very folders of {@code files}, where the user named files of comments alone. */
    private List<FileStatus> beside(List<FileStatus> files) {
        Optional<CrawlerFolder> folder = KnownFolders.of(input.preset());
        Set<Path> read = files.stream().map(FileStatus::getPath).collect(Collectors.toSet());
        Set<Path> folders =
                read.stream().map(Path::getParent).limit(MOST_FOLDERS).collect(Collectors.toSet());
        if (folder.isEmpty()) {
            return List.of();
        }
        try {
            List<FileStatus> others = new ArrayList<>();
            for (Path parent : folders) {
                Stream.of(parent.getFileSystem(hadoop).listStatus(parent))
                        .filter(FileStatus::isFile)
                        .filter(file -> !read.contains(file.getPath()))
                        .filter(file -> !file.getPath().getName().startsWith("."))
                        .forEach(others::add);
            }
            return sorter(folder.get(), posts).sort(others, new PassedOver()).posts();
        } catch (IOException e) {
            posts.addProblem("the folders of the comments cannot be looked into for posts: " + e.getMessage());
            return List.of();
        }
    }

    private FileSorter sorter(CrawlerFolder folder, InputCheck check) {
        return new FileSorter(folder, check, CommentLayout.of(input), PostLayout.of(input));
    }

    private Optional<String> selectionProblem(boolean hasPosts) {
        boolean hasTopics = tellsTopics(comments) || (hasPosts && tellsTopics(posts));
        return input.only().topic().isEmpty() || hasTopics
                ? Optional.empty()
                : Optional.of(
                        "input.only.topic (--topic) needs the texts or hashtags of posts, which nothing gives; expected"
                                + " files of posts (--posts), or their column among the comments (input.columns.post-text)");
    }

    private static boolean tellsTopics(InputCheck check) {
        RecordLayout layout = check.readSettings().layout();
        return layout.has(Field.POST_TEXT) || layout.has(Field.TOPICS);
    }

    private List<FileStatus> given(List<Path> paths, List<Path> pathsOfComments) {
        PassedOver notPosts = new PassedOver();
        Optional<CrawlerFolder> folder = postsFolder();
        Sorted found = sorted(posts, paths, folder, notPosts);
        if (!paths.equals(pathsOfComments)) {
            passedOver.addAll(notPosts);
        }
        List<FileStatus> files = new ArrayList<>(found.posts());
        found.comments().stream()
                .filter(file -> folder.isEmpty() || posts.isNamed(file.getPath()))
                .forEach(files::add);
        if (posts.problems().isEmpty() && files.isEmpty()) {
            posts.addProblem("no file of posts is among those given with --posts; found "
                    + (notPosts.files() == 0
                            ? found.comments().size() + " files of comments"
                            : String.join("; ", notPosts.described())));
        }
        return files;
    }

    /** What is read for comments where the user says which files hold posts: these are none, unless named for both. */
    private Sorted without(List<FileStatus> postFiles, Sorted all) {
        Set<Path> given = postFiles.stream().map(FileStatus::getPath).collect(Collectors.toSet());
        all.posts().stream()
                .map(FileStatus::getPath)
                .filter(file -> !given.contains(file))
                .forEach(file -> passedOver.add(FileUse.OTHER_POSTS, file));
        List<FileStatus> files = all.comments().stream()
                .filter(file -> !given.contains(file.getPath()) || comments.isNamed(file.getPath()))
                .toList();
        return new Sorted(files, postFiles);
    }

    /** Without a crawler's folder, whatever can be read is taken for what is asked for: as comments, here. */
    private Sorted sorted(InputCheck check, List<Path> paths, Optional<CrawlerFolder> folder, PassedOver notRead) {
        List<FileStatus> files = check.listed(paths, notRead);
        if (folder.isEmpty()) {
            return new Sorted(check.readable(files, notRead), List.of());
        }
        try {
            return sorter(folder.get(), check).sort(files, notRead);
        } catch (IOException e) {
            check.addProblem("the input's files cannot be looked into: " + e.getMessage());
            return new Sorted(List.of(), List.of());
        }
    }

    private String noComments(Sorted found) {
        List<String> there = new ArrayList<>();
        if (!found.posts().isEmpty()) {
            there.add(found.posts().size() + " files of posts ("
                    + found.posts().get(0).getPath() + " …)");
        }
        there.addAll(passedOver.described());
        String export = passedOver.examples(FileUse.DATABASES).stream()
                .findFirst()
                .map(file -> ". The comments may be in "
                        + ForeignFile.remedy(FileUse.DATABASES, file.toUri().getPath()))
                .orElse("");
        return "no file of comments is in the input; found " + (there.isEmpty() ? "nothing" : String.join("; ", there))
                + export;
    }
}
