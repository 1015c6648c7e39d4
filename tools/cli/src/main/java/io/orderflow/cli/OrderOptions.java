package io.orderflow.cli;

import io.orderflow.launcher.NewOrder;
import java.math.BigDecimal;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that describe an order. */
final class OrderOptions {

    @Option(
            names = "--token",
            defaultValue = "pm_card_visa",
            description = {
                "The payment token; default ${DEFAULT-VALUE}. Others of the simulated gateway: pm_card_declined, "
                        + "pm_gateway_timeout, pm_flaky, pm_answer_lost."
            })
    private String token;

    @Option(
            names = "--priority",
            defaultValue = "REGULAR",
            description = "VIP, REGULAR or BULK; default ${DEFAULT-VALUE}.")
    private String priority;

    @Option(
            names = "--email",
            defaultValue = "ada@example.org",
            description = "The customer's address; default ${DEFAULT-VALUE}.")
    private String email;

    @Option(names = "--sku", defaultValue = "book-42", description = "The ordered item; default ${DEFAULT-VALUE}.")
    private String sku;

    @Option(names = "--quantity", defaultValue = "2", description = "How many; default ${DEFAULT-VALUE}.")
    private int quantity;

    @Option(names = "--price", defaultValue = "19.90", description = "The price of one; default ${DEFAULT-VALUE}.")
    private BigDecimal price;

    NewOrder order() {
        return new NewOrder(email, token, priority.toUpperCase(Locale.ROOT), sku, quantity, price);
    }
}
