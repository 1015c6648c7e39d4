/** Consumers: they take messages from queues, call the handlers, and follow pauses and limits. */
@NullMarked
package io.orderflow.messaging.consumer;

import org.jspecify.annotations.NullMarked;
