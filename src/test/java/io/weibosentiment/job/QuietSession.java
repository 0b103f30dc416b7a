package io.weibosentiment.job;

import io.weibosentiment.TestSpark;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;

/** A session for tests that do not look at the console. */
final class QuietSession {

    private QuietSession() {}

    static Session open() {
        return Session.ofProcess(TestSpark.session(), console(), new StopSignal());
    }

    static Console console() {
        return new Console(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), Progress.Style.LINES);
    }
}
