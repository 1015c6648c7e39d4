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

    /** For a JVM that ends before better code would pay, or has little to do, or shares few cores with others that start. */
    public static final String QUICK_TO_COMPILE = "-XX:TieredStopAtLevel=1";

    /**
     * Small heap, one collector thread: three services, broker and database fit a laptop. A start by an AOT cache fails where the heap
     * begins with less than its objects need, which would depend on the machine's memory.
     */
    static final List<String> FLAGS = List.of(
            "-Xms64m",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            // The whole heap would be collected as soon as classes fill 21 MB, or compiled code another 15 % of its
            // cache. Neither means that memory is short, and all requests wait for 200 ms.
            "-XX:MetaspaceSize=128m",
            "-XX:SweeperThreshold=100");

    public static JavaProgram of(Path jar) {
        return of(List.of(), jar);
    }

    static JavaProgram of(List<String> moreArguments, Path jar) {
        List<String> arguments = new ArrayList<>(FLAGS);
        arguments.addAll(moreArguments);
        arguments.addAll(List.of("-jar", jar.toString()));
        return new JavaProgram(List.copyOf(arguments));
    }

    /** The JVM that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A process of it, with what Spring may have been told here kept from it; its output goes to the end of the log. */
    ProcessBuilder process(List<String> moreArguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(moreArguments);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SPRING_"));
        return builder;
    }
}
