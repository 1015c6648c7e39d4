/**
 * PostgreSQL, RabbitMQ and a mail server for tests and for the demo. They are real servers: containers if a Docker engine
 * answers, otherwise private processes on this machine.
 *
 * <p>Every server listens on loopback addresses only and has no default password. It ends when it is closed or when the JVM ends.
 */
@NullMarked
package io.orderflow.backing;

import org.jspecify.annotations.NullMarked;
