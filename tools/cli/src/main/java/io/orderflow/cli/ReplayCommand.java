package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "replay",
        description =
                "Rebuilds all orders from their events into a temporary table, and reports orders whose state does not match "
                        + "their events. Exits with 1 if there is any difference.",
        footer = "%nExample: ./demo replay")
final class ReplayCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return report(verdict(RunningSystem.find(Project.find()).operations(Orderflow.ORDERS)));
    }

    /** @throws LauncherException if the answer ends without one */
    static JsonNode verdict(OpsApi orders) {
        List<JsonNode> verdict = new ArrayList<>();
        orders.post("/ops/replay", line -> {
            if (line.has("differences")) {
                verdict.add(line);
            } else {
                System.out.printf(
                        "  %,d orders rebuilt from their events%n",
                        line.path("replayed").asLong());
            }
        });
        if (verdict.isEmpty()) {
            throw new LauncherException("The replay ended without a verdict. See ./demo logs order-service");
        }
        return verdict.get(0);
    }

    private static int report(JsonNode verdict) {
        for (JsonNode it : verdict.path("different")) {
            System.out.printf(
                    "  order %s: %s is %s, should be %s%n",
                    it.path("id").asString(),
                    it.path("field").asString(),
                    it.path("is").asString("nothing"),
                    it.path("should be").asString("nothing"));
        }
        long differences = verdict.path("differences").asLong();
        System.out.printf(
                "%,d orders replayed, %s%n",
                verdict.path("orders").asLong(),
                differences == 0 ? "none differs" : "%,d differ".formatted(differences));
        return differences == 0 ? 0 : 1;
    }
}
