/** Declares queues and exchanges, and finds what the broker lacks. */
@NullMarked
package io.orderflow.messaging.topology;

import org.jspecify.annotations.NullMarked;
