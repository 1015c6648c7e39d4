/** Counts orders and payments by the minute. */
@NullMarked
package io.orderflow.more.analytics;

import org.jspecify.annotations.NullMarked;
