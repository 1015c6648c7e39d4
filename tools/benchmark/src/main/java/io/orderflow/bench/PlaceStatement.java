package io.orderflow.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The statement that stores one order with everything that order-service stores with it. The service itself stores groups of orders.
 */
final class PlaceStatement {

    private static final String SCRIPT = "/bench/place-one-order.sql";

    private PlaceStatement() {}

    /** Returns it as a script of pgbench, with the values of {@link PlacedOrder} as variables. */
    static String script() {
        try (InputStream script = PlaceStatement.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The script of pgbench can't be read", e);
        }
    }
}
