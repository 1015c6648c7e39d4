package io.orderflow.chaos;

import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "limits",
        description = {
            "Kills, freezes and pauses consumers that have more to do than their limits allow, three replicas each. Then it checks "
                    + "every sliding second at the payment gateway and at the mail server, which are processes of their own: "
                    + "no second may hold more arrivals than the limit.",
            "Injects faults for two thirds of the time, and none for the last third, or for 40 s if that is longer. In the better "
                    + "half of the quiet time the replicas must use 98 %% of what the providers' answers leave of the limit: 97 %% "
                    + "where an answer takes 10 ms, 93 %% at 50 ms. Ends with 1 otherwise.",
            "Where there is a C compiler, the clocks of the replicas are hours apart."
        },
        footer = "%nExample: ./demo chaos limits --minutes 5")
final class LimitsCommand implements Callable<Integer> {

    private static final Duration SHORTEST_QUIET = Duration.ofSeconds(40);
    private static final int QUIET_SHARE = 3;
    private static final Duration FOR_A_FAULT = Duration.ofSeconds(8);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "5",
            description = "How long, at least 1; starts, recovery and warm-up are added. Default ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often, with one start; each time counts for itself. Default ${DEFAULT-VALUE}.")
    private int times;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "5",
            description = "How long the payment gateway takes for an answer. Default ${DEFAULT-VALUE}.")
    private int latency;

    @Option(names = "--seed", paramLabel = "S", description = "Who is killed when; default: a random number.")
    private @Nullable Long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        System.setProperty("ORDERFLOW_NATIVE", "true");
        long chosen = Run.seed(seed);
        Duration all = Duration.ofMinutes(Math.max(1, minutes));
        Duration third = all.dividedBy(QUIET_SHARE);
        Duration quiet = third.compareTo(SHORTEST_QUIET) < 0 ? SHORTEST_QUIET : third;
        Duration broken = all.minus(third);
        RunFolder folder = new RunFolder("orderflow-chaos", err);
        err.printf("Seed %d. Logs are in %s%n", chosen, folder.logs());
        return folder.exitCode(() -> {
            WrongClocks clocks = WrongClocks.make(folder.home());
            err.println("The clocks of the replicas are " + clocks.description() + ".");
            try (Receivers receivers = Receivers.start(folder.home(), Duration.ofMillis(latency));
                    FaultTarget victim =
                            FaultTarget.start(folder.home(), SystemSize.OF_EVERY_DAY, err::println, system -> {
                                clocks.setIn(system);
                                receivers.setIn(system);
                            })) {
                PrintWriter out = spec.commandLine().getOut();
                LimitTrial trial = new LimitTrial(victim, receivers, err::println);
                boolean good = true;
                LimitTrial.printHead(out);
                for (int i = 0; i < Math.max(1, times); i++) {
                    good &= trial.run(schedule(chosen + i, broken), quiet, chosen + i, out);
                }
                return good;
            }
        });
    }

    private static Schedule schedule(long seed, Duration broken) {
        return Schedule.of(seed, LimitTrial.FAULTS, (int) broken.dividedBy(FOR_A_FAULT), broken);
    }
}
