/** Failures of messages: retries, postponements, and dead letters. */
@NullMarked
package io.orderflow.messaging.deadletter;

import org.jspecify.annotations.NullMarked;
