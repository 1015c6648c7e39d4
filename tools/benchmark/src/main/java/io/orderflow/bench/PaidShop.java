package io.orderflow.bench;

import java.time.Instant;
import java.util.Map;

/** A shop that can charge its orders without a limit. */
interface PaidShop extends OrderSystem {

    /** Charges without a limit from now on. */
    void payFreely();

    /** Drops the waiting payments, and excludes them from its books. */
    void dropPayments();

    /** Restores the original way of charging. */
    void payAsBefore();

    /** The time when the first charge of each order began, by the order's id. */
    Map<String, Instant> chargesBegun();
}
