/** Polls the state of this service. */
@NullMarked
package io.orderflow.messaging.status;

import org.jspecify.annotations.NullMarked;
