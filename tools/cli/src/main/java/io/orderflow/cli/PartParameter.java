package io.orderflow.cli;

import java.util.Iterator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The parameter of a command that names a part of the system. */
final class PartParameter {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PART",
            completionCandidates = Parts.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String part;

    String part() {
        if (!RunningSystem.PARTS.contains(part)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no part " + part + ". It is one of " + String.join(", ", RunningSystem.PARTS) + ".");
        }
        return part;
    }

    static final class Parts implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return RunningSystem.PARTS.iterator();
        }
    }
}
