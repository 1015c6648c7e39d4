package io.orderflow.cli;

import io.orderflow.launcher.Project;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pay",
        description = "Pays an order in another way after its payment has failed, and follows it. "
                + "Exits with 1 after a time-out or an unexpected result.",
        footer = "%nExample: ./demo pay 7d0c4f57-1a3e-4e0e-9f5d-0b6f8f1f2f4c --token pm_card_visa")
final class PayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ORDER", description = "The order's id, as ./demo order shows it.")
    private String id;

    @Option(
            names = "--token",
            defaultValue = "pm_card_visa",
            description = "The payment token; default ${DEFAULT-VALUE}. Others: see ./demo order --help")
    private String token;

    @Mixin
    private Following following;

    @Override
    public Integer call() {
        OrderApi orders = new OrderApi(RunningSystem.find(Project.find()).orderApi());
        orders.pay(id, token);
        following.say("payment requested");
        return following.follow(orders, id);
    }
}
