package io.orderflow.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "pause",
        description =
                "Lets a consumer begin nothing more, in all replicas within a second and until it is resumed; a restart "
                        + "changes nothing in that. What it has begun, it finishes.",
        footer = "%nExample: ./demo pause payment")
final class PauseCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONSUMER", description = "Such as payment; ./demo queues lists them.")
    private String consumer;

    @Override
    public void run() {
        new Consumers(Operations.of(spec)).owner(consumer).post("/ops/consumers/" + consumer + "/pause");
        spec.commandLine().getOut().printf("%s is paused. Go on by: ./demo resume %s%n", consumer, consumer);
    }
}
