package io.orderflow.bench;

import java.net.URI;
import java.util.List;

/** Accepts orders by {@code POST /orders} while it is open. */
interface OrderSystem extends AutoCloseable {

    URI url();

    /** The processes of its own code, without databases and brokers. */
    List<Program> programs();

    /**
     * Counts the orders accepted since it was opened, as soon as all are found or some are certainly missing. It may accept no further
     * orders afterwards.
     */
    OrderCounts books(long accepted);

    /** Has no effect if it is closed. */
    @Override
    void close();
}
