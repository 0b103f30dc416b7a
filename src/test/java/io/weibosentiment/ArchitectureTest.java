package io.weibosentiment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of docs/architecture.md on what a package may use. */
class ArchitectureTest {

    private static final String ROOT = "io.weibosentiment";

    private static JavaClasses classes;

    @BeforeAll
    static void read_classes() throws URISyntaxException {
        classes = new ClassFileImporter()
                .importPath(Path.of(Columns.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void classes_form_no_cycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith(ROOT)
                                ? SliceIdentifier.of(topLevel(type))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "top-level classes";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    private static String topLevel(JavaClass type) {
        String name = type.getName();
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    @Test
    void tables_are_made_without_reading_files() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".aggregate..")
                .and()
                .haveNameNotMatching(".*\\.SentimentsInOrder.*") // writes temporary files of its own
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hadoop..", "java.nio.file..", "java.io..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.spark\\.sql\\.(DataFrameReader|DataFrameWriter)")
                .check(classes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    util      |
                    files     | util
                    config    | util
                    engine    | config files util
                    text      | config util
                    ingest    | config files text util
                    aggregate | config util
                    erasure   | files ingest util
                    output    | config erasure files util
                    store     | files erasure util
                    rows      | files store erasure ingest util
                    submit    | util
                    words     | text util
                    vectors   |
                    knowledge | words util
                    model     | config files engine words text util
                    model.weights    | util
                    model.featurizer | engine words util
                    model.graph      | model.weights model.featurizer config
                    model.bundle     | model.weights model.featurizer model.graph config files engine util
                    model.checkpoint | model.weights model.featurizer model.graph model.bundle config files engine util
                    report    | config output files util
                    run       | config output files util
                    inference | config files engine text model util run store
                    training  | config files engine model words vectors knowledge output util run inference
                    labels    | config aggregate ingest files text util
                    dynamics  | labels ingest output config files util
                    job       | config erasure run engine text ingest aggregate output report store rows model inference labels training dynamics files util
                    """)
    void package_uses_only_what_lies_below_it(String name, String below) {
        String own = ROOT + "." + name + "..";
        String allowed = (below == null ? "" : below + " ") + name;
        classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "lie in the root, " + allowed + " or a library",
                        used -> !used.getPackageName().startsWith(ROOT)
                                || used.getPackageName().equals(ROOT)
                                || Arrays.stream(allowed.split(" ", -1))
                                        .anyMatch(part ->
                                                (used.getPackageName() + ".").startsWith(ROOT + "." + part + "."))))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void root_uses_no_other_package_of_the_job_and_neither_spark_nor_djl() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .doNotHaveFullyQualifiedName(WeiboSentiment.class.getName()) // the entry for other programs
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".*..", "org.apache.spark..", "ai.djl..", "org.tensorflow..")
                .check(classes);
    }

    @Test
    void nothing_uses_the_entry_for_other_programs() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(WeiboSentiment.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(WeiboSentiment.class.getName())
                .check(classes);
    }

    @Test
    void only_engine_model_inference_and_training_use_djl_and_tensorflow() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".engine..", ROOT + ".model..", ROOT + ".inference..", ROOT + ".training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "org.tensorflow..", "org.bytedeco..")
                .check(classes);
    }

    @Test
    void only_the_command_line_parses_options() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(classes);
    }

    @Test
    void only_the_command_line_ends_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(classes);
    }
}
