/**
 * Naive implementations of an order service, for {@code ./demo bench}. Each saves the order first. The profile selects the next step:
 * {@code no-confirm} publishes the order without a confirm, {@code confirm} publishes it and waits for its confirm. {@code synchronous}
 * sends the mail and makes the payment before it answers.
 */
@NullMarked
package io.orderflow.naive;

import org.jspecify.annotations.NullMarked;
