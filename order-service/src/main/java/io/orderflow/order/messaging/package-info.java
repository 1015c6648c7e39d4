/** Handlers of the events of other services. */
@NullMarked
package io.orderflow.order.messaging;

import org.jspecify.annotations.NullMarked;
