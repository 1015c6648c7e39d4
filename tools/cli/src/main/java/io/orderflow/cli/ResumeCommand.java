package io.orderflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resume",
        description = "Resumes a paused consumer, in all replicas within a second.",
        footer = "%nExample: ./demo resume payment")
final class ResumeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONSUMER", description = "Such as payment; ./demo queues lists them.")
    private String consumer;

    @Override
    public void run() {
        new Consumers(Operations.of(spec)).owner(consumer).post("/ops/consumers/" + consumer + "/resume");
        spec.commandLine().getOut().printf("%s is resumed.%n", consumer);
    }
}
