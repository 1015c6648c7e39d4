package io.orderflow.cli;

import io.orderflow.launcher.OpsApi;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "limit",
        description =
                "Changes how many messages a consumer may start in any second, for all replicas together. The change takes "
                        + "effect within a second and stays until the next change.",
        footer = {"%nExample: ./demo limit email 50", "Example: ./demo limit email reset"})
final class LimitCommand implements Runnable {

    private static final int MOST = 10_000;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONSUMER", description = "Such as email; ./demo queues lists them.")
    private String consumer;

    @Parameters(
            index = "1",
            paramLabel = "N|reset",
            description = "1 to " + MOST + " a second, or reset for the configured limit.")
    private String limit;

    @Override
    public void run() {
        if (limit.equals("reset")) {
            owner().delete("/ops/limits/" + consumer);
            spec.commandLine().getOut().printf("%s has its configured limit again.%n", consumer);
        } else {
            int perSecond = perSecond();
            owner().put("/ops/limits/" + consumer, Map.of("perSecond", perSecond));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s starts at most %d a second. Back to the configured limit: ./demo limit %s reset%n",
                            consumer, perSecond, consumer);
        }
    }

    private OpsApi owner() {
        return new Consumers(Operations.of(spec)).owner(consumer);
    }

    private int perSecond() {
        try {
            int given = Integer.parseInt(limit);
            if (given >= 1 && given <= MOST) {
                return given;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number that is too large.
        }
        throw new ParameterException(spec.commandLine(), "The limit is 1 to " + MOST + ", or reset.");
    }
}
