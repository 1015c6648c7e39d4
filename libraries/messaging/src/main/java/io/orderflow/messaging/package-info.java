/**
 * Reliable messaging for any service: implement {@link io.orderflow.messaging.MessageHandler} to consume, call
 * {@link io.orderflow.messaging.outbox.Outbox} to publish.
 *
 * <p>This module names no concrete message.
 */
@NullMarked
package io.orderflow.messaging;

import org.jspecify.annotations.NullMarked;
