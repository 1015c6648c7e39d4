/** Payments of orders. */
@NullMarked
package io.orderflow.payment;

import org.jspecify.annotations.NullMarked;
