/**
 * The mechanics of reliable messaging, for any service: implement {@link io.orderflow.messaging.MessageHandler} to
 * consume, call {@link io.orderflow.messaging.outbox.Outbox} to publish.
 *
 * <p>Nothing here names a concrete message.
 */
package io.orderflow.messaging;
