package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Project;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Sends the same request to all services. Reports each service that does not answer, and still shows the answers of the others.
 */
final class Operations {

    private final List<OpsApi> services;
    private final PrintWriter err;
    private boolean complete = true;

    Operations(List<OpsApi> services, PrintWriter err) {
        this.services = services;
        this.err = err;
    }

    /** The services of the running system. */
    static Operations of(CommandSpec command) {
        return of(RunningSystem.find(Project.find()), command);
    }

    static Operations of(RunningSystem system, CommandSpec command) {
        return new Operations(system.operations(), command.commandLine().getErr());
    }

    /** The answers of all services that answer. */
    <T> Map<OpsApi, T> ask(Function<OpsApi, T> question) {
        Map<OpsApi, T> answers = new LinkedHashMap<>();
        for (OpsApi service : services) {
            try {
                answers.put(service, question.apply(service));
            } catch (LauncherException e) {
                complete = false;
                err.println(e.getMessage());
            }
        }
        return answers;
    }

    /** Whether every service has answered so far. */
    boolean isComplete() {
        return complete;
    }

    /** The exit code of a command that has shown its result. */
    int exitCode() {
        return complete ? 0 : 1;
    }
}
