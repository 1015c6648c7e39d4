package io.orderflow.cli;

import io.orderflow.backing.Poll;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Follows an order until its payment and its mail have succeeded or failed, and prints each step. */
final class Following {

    private static final Map<String, String> SAID = Map.of(
            "PLACED", "placed",
            "PAID", "paid",
            "PAYMENT_FAILED", "payment failed",
            "SHIPPED", "shipped",
            "PENDING", "confirmation mail pending",
            "SENT", "confirmation mail sent",
            "FAILED", "confirmation mail failed");

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to follow it; default ${DEFAULT-VALUE} s.")
    private int timeout;

    @Option(
            names = "--expect",
            defaultValue = "PAID",
            description = "The expected status, PAID or PAYMENT_FAILED; default ${DEFAULT-VALUE}.")
    private String expected;

    private final long began = System.nanoTime();
    private String status = "PLACED";
    private String confirmation = "PENDING";

    /** Prints a line with the time since the command began. */
    void say(String what) {
        System.out.printf("  %5.1f s  %s%n", (System.nanoTime() - began) / 1e9, what);
    }

    /** @return the exit code: 1 after a time-out or an unexpected result */
    int follow(OrderApi orders, String id) {
        if (!Poll.until(Duration.ofSeconds(timeout), () -> isSettled(orders.show(id)))) {
            System.err.println("After " + timeout + " s the order is " + SAID.get(status) + ", the "
                    + SAID.get(confirmation) + ". See ./demo status");
            return 1;
        }
        if (status.equals("PAYMENT_FAILED")) {
            System.out.println("Pay it in another way: ./demo pay " + id);
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
            say(SAID.getOrDefault(now, now) + (now.equals("PAYMENT_FAILED") ? reason(order) : ""));
        }
        return now;
    }

    private static String reason(JsonNode order) {
        String reason = order.path("failureReason").asString("");
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
