package io.weibosentiment.run;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scala.util.Properties;

/**
 * A Spark line and its Scala version. A jar built for one does not link against another, where calls have other
 * signatures.
 *
 * @param spark the first two numbers of Spark's version, such as 4.1
 * @param scala the first two numbers of Scala's
 */
public record SparkLine(String spark, String scala) {

    private static final Pattern LINE = Pattern.compile("^(\\d+\\.\\d+)\\b.*");

    /** The line that this jar was built for. */
    public static SparkLine built() {
        java.util.Properties build = new java.util.Properties();
        try (InputStream in = SparkLine.class.getResourceAsStream("/io/weibosentiment/cli/build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SparkLine(build.getProperty("spark"), build.getProperty("scala"));
    }

    /** The line of these versions, such as 3.5.8-vendor-1 and 2.12.18. */
    static SparkLine of(String sparkVersion, String scalaVersion) {
        return new SparkLine(line(sparkVersion), line(scalaVersion));
    }

    private static String line(String version) {
        Matcher matcher = LINE.matcher(version);
        return matcher.matches() ? matcher.group(1) : version;
    }

    /**
     * Makes sure that this process's Spark is this line.
     *
     * @throws InvalidInputException if it is another
     */
    public void requireRunning() {
        require(org.apache.spark.package$.MODULE$.SPARK_VERSION(), Properties.versionNumberString());
    }

    void require(String sparkVersion, String scalaVersion) {
        SparkLine running = of(sparkVersion, scalaVersion);
        if (!running.equals(this)) {
            throw new InvalidInputException("found Spark " + sparkVersion + " with Scala " + scalaVersion
                    + ", but this job jar was built for Spark " + spark + " with Scala " + scala
                    + "; start a command with submit/cluster.sh, which chooses the jar for the Spark in SPARK_HOME, or build"
                    + " that jar: mvn -DskipTests -Dspark=" + running.spark + " -Dscala=" + running.scala + " package");
        }
    }
}
