package io.orderflow.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program for this JDK's JVM.
 *
 * @param arguments of the JVM, the program's jar among them
 */
public record JavaProgram(List<String> arguments) {

    /** Small heap, one collector thread: three services, broker and database fit a laptop. */
    static final List<String> FLAGS =
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=64m", "-XX:+ExitOnOutOfMemoryError");

    public static JavaProgram of(Path jar) {
        return of(List.of(), jar);
    }

    static JavaProgram of(List<String> moreArguments, Path jar) {
        List<String> arguments = new ArrayList<>(FLAGS);
        arguments.addAll(moreArguments);
        arguments.addAll(List.of("-jar", jar.toString()));
        return new JavaProgram(List.copyOf(arguments));
    }

    List<String> command(String... moreArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(moreArguments));
        command.addAll(arguments);
        return command;
    }
}
