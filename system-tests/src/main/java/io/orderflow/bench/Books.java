package io.orderflow.bench;

/**
 * What is left of the orders that a shop has accepted.
 *
 * @param orders stored
 * @param payments asked for: made, or waiting to be
 * @param mails asked for: sent, or waiting to be
 */
record Books(long orders, long payments, long mails) {

    /** How many of so many accepted orders are not stored, or will never be paid or confirmed. */
    long lost(long accepted) {
        return Math.max(0, accepted - Math.min(orders, Math.min(payments, mails)));
    }
}
