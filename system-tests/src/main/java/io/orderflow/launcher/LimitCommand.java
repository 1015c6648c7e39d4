package io.orderflow.launcher;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "limit",
        description =
                "Changes how much a consumer may start in any second, in all replicas together and within a second; it "
                        + "stays so until it is changed again.",
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
            description = "1 to " + MOST + " a second, or reset for what is configured.")
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
                            "%s starts %d a second at most. Back to what is configured: ./demo limit %s reset%n",
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
            // Said below, as for a number that is too large.
        }
        throw new ParameterException(spec.commandLine(), "The limit is 1 to " + MOST + ", or reset.");
    }
}
