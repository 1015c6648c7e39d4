/**
 * {@code ./demo bench}: this system, what people would use instead, and the limit, measured in turn on one machine. What takes
 * orders is a {@code Shop}, whatever it is made of; it is told by its answers, and by what is left in its tables and queues.
 */
package io.orderflow.bench;
