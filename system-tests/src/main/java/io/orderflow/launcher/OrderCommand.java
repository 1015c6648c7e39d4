package io.orderflow.launcher;

import io.orderflow.infrastructure.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "order",
        description = "Places an order and follows it until it is paid, or not, and its mail is sent, or not. "
                + "Exits with 1 if that takes too long or ends otherwise than expected.",
        footer = "%nExample: ./demo order --priority VIP --token pm_flaky")
final class OrderCommand implements Callable<Integer> {

    private static final Map<String, String> SAID = Map.of(
            "PLACED", "placed",
            "PAID", "paid",
            "PAYMENT_FAILED", "payment failed",
            "PENDING", "confirmation mail pending",
            "SENT", "confirmation mail sent",
            "FAILED", "confirmation mail failed");

    @Mixin
    private OrderOptions options;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to follow it; default ${DEFAULT-VALUE} s.")
    private int timeout;

    @Option(
            names = "--expect",
            defaultValue = "PAID",
            description = "The status that it must come to, PAID or PAYMENT_FAILED; default ${DEFAULT-VALUE}.")
    private String expected;

    private long began;
    private String status = "PLACED";
    private String confirmation = "PENDING";

    @Override
    public Integer call() {
        OrderApi orders = new OrderApi(RunningSystem.find(Project.find()).orderApi());
        began = System.nanoTime();
        JsonNode placed = orders.place(options.order());
        String id = placed.path("id").asString();
        System.out.printf(
                "Order %s%n  %5.1f s  placed: %s %s, %s%n",
                id,
                seconds(),
                placed.path("total").asString(),
                placed.path("currency").asString(),
                placed.path("priority").asString());
        if (!Waiting.until(Duration.ofSeconds(timeout), () -> isSettled(orders.show(id)))) {
            System.err.println("After " + timeout + " s the order is " + SAID.get(status) + ", the "
                    + SAID.get(confirmation) + ". See ./demo status");
            return 1;
        }
        return status.equals(expected) && confirmation.equals("SENT") ? 0 : 1;
    }

    private boolean isSettled(JsonNode order) {
        status = shown(order, "status", status);
        confirmation = shown(order, "confirmation", confirmation);
        return !status.equals("PLACED") && !confirmation.equals("PENDING");
    }

    private String shown(JsonNode order, String field, String known) {
        String now = order.path(field).asString();
        if (!now.equals(known)) {
            String reason = now.equals("PAYMENT_FAILED") ? reason(order) : "";
            System.out.printf("  %5.1f s  %s%s%n", seconds(), SAID.getOrDefault(now, now), reason);
        }
        return now;
    }

    private static String reason(JsonNode order) {
        String reason = order.path("failureReason").asString("");
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}
