/**
 * PostgreSQL, RabbitMQ and a mail server for tests and for the demo: real ones, as containers where a Docker engine
 * answers and as private processes of this machine elsewhere.
 *
 * <p>Whatever is started here listens on loopback addresses only, knows no default password, and is gone when it is closed
 * or when the JVM ends.
 */
package io.orderflow.infrastructure;
