package io.orderflow.bench;

import java.time.Instant;
import java.util.Map;

/** A shop that can charge its orders without a limit. */
interface PaidShop extends Shop {

    /** From now on charges as fast as it can. */
    void payFreely();

    /** Drops what waits to be paid, which its books leave out. */
    void dropPayments();

    /** Pays again as it did before. */
    void payAsBefore();

    /** When the charge of each order was begun first, by the order's id. */
    Map<String, Instant> chargesBegun();
}
