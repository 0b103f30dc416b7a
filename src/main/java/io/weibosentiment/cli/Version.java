package io.weibosentiment.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the job jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(built from the sources)");
        return new String[] {"weibo-sentiment " + version};
    }
}
