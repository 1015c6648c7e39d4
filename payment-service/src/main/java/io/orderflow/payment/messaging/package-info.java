/** Handlers of requests for payment. */
@NullMarked
package io.orderflow.payment.messaging;

import org.jspecify.annotations.NullMarked;
