/** The daily report of sales. */
@NullMarked
package io.orderflow.order.report;

import org.jspecify.annotations.NullMarked;
