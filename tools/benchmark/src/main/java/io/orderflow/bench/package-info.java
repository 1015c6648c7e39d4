/**
 * {@code ./demo bench}: measures this system, its alternatives, and the limits of database and broker in turn on one machine. An
 * {@code OrderSystem} is anything that accepts orders; the benchmark judges it by its answers and by its tables and queues.
 */
@NullMarked
package io.orderflow.bench;

import org.jspecify.annotations.NullMarked;
