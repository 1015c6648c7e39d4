/** Reads messages that any client may have published. */
@NullMarked
package io.orderflow.messaging.received;

import org.jspecify.annotations.NullMarked;
