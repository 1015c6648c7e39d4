package io.orderflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "pause",
        description =
                "Stops a consumer from starting messages, in all replicas within a second, until it is resumed. A restart "
                        + "does not end the pause. Messages in progress are finished.",
        footer = "%nExample: ./demo pause payment")
final class PauseCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONSUMER", description = "Such as payment; ./demo queues lists them.")
    private String consumer;

    @Override
    public void run() {
        new Consumers(Operations.of(spec)).owner(consumer).post("/ops/consumers/" + consumer + "/pause");
        spec.commandLine().getOut().printf("%s is paused. Resume it by: ./demo resume %s%n", consumer, consumer);
    }
}
