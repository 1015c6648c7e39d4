package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeating jobs. Each service lists its own. */
@Command(
        name = "jobs",
        description =
                "Lists the jobs that repeat, with their schedule and their next time; pauses them, or runs them now.",
        footer = {"%nExample: ./demo jobs", "Example: ./demo jobs run sales-report"})
final class JobsCommand implements Callable<Integer> {

    private static final String JOB = "Such as sales-report; ./demo jobs lists them.";

    @Spec
    private CommandSpec spec;

    /** A job as its service reports it. */
    record Job(String name, String schedule, Instant nextAt, boolean paused, Instant lastRunAt) {}

    @Override
    public Integer call() {
        Operations operations = Operations.of(spec);
        Table table = new Table("JOB", "SERVICE", "SCHEDULE", "LAST RUN", "NEXT RUN");
        all(operations)
                .forEach((service, jobs) -> jobs.forEach(it -> table.add(
                        it.name(),
                        service.service(),
                        it.schedule(),
                        it.lastRunAt(),
                        it.paused() ? "paused" : it.nextAt().toString())));
        table.print(
                spec.commandLine().getOut(), spec.usageMessage().autoWidth(true).width());
        return operations.exitCode();
    }

    private static Map<OpsApi, List<Job>> all(Operations operations) {
        return operations.ask(service -> List.of(service.get("/ops/repeating-jobs", Job[].class)));
    }

    @Command(
            name = "run",
            description = "Runs a job now, also if it is paused. Its schedule stays as it is.",
            footer = "%nExample: ./demo jobs run sales-report")
    void run(@Parameters(paramLabel = "JOB", description = JOB) String job) {
        act(job, "run", "has run.");
    }

    @Command(
            name = "pause",
            description = "Pauses a job until it is resumed. A restart does not end the pause.",
            footer = "%nExample: ./demo jobs pause sales-report")
    void pause(@Parameters(paramLabel = "JOB", description = JOB) String job) {
        act(job, "pause", "is paused. Resume it by: ./demo jobs resume " + job);
    }

    @Command(
            name = "resume",
            description = "Resumes a paused job. The times of the pause are not made up for.",
            footer = "%nExample: ./demo jobs resume sales-report")
    void resume(@Parameters(paramLabel = "JOB", description = JOB) String job) {
        act(job, "resume", "is resumed.");
    }

    private void act(String job, String action, String done) {
        owner(job).post("/ops/repeating-jobs/" + job + "/" + action);
        spec.commandLine().getOut().printf("%s %s%n", job, done);
    }

    private OpsApi owner(String job) {
        Operations operations = Operations.of(spec);
        Map<OpsApi, List<Job>> all = all(operations);
        List<String> names = new ArrayList<>();
        for (Map.Entry<OpsApi, List<Job>> service : all.entrySet()) {
            for (Job it : service.getValue()) {
                if (it.name().equals(job)) {
                    return service.getKey();
                }
                names.add(it.name());
            }
        }
        throw new LauncherException("There is no job " + job
                + (operations.isComplete() ? "" : " at the services that answer") + ". There are: "
                + String.join(", ", names));
    }
}
