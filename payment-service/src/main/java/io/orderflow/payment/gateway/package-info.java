/** The payment gateway. */
@NullMarked
package io.orderflow.payment.gateway;

import org.jspecify.annotations.NullMarked;
