package io.orderflow.cli;

import io.orderflow.launcher.Project;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

@Command(
        name = "order",
        description = "Places an order and follows it until payment and mail have succeeded or failed. "
                + "Exits with 1 after a time-out or an unexpected result.",
        footer = "%nExample: ./demo order --priority VIP --token pm_flaky")
final class OrderCommand implements Callable<Integer> {

    @Mixin
    private OrderOptions options;

    @Mixin
    private Following following;

    @Override
    public Integer call() {
        OrderApi orders = new OrderApi(RunningSystem.find(Project.find()).orderApi());
        JsonNode placed = orders.place(options.order());
        String id = placed.path("id").asString();
        System.out.println("Order " + id);
        following.say("placed: %s %s, %s"
                .formatted(
                        placed.path("total").asString(),
                        placed.path("currency").asString(),
                        placed.path("priority").asString()));
        return following.follow(orders, id);
    }
}
