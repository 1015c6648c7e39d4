/** Checks who may send a message. */
@NullMarked
package io.orderflow.messaging.sender;

import org.jspecify.annotations.NullMarked;
