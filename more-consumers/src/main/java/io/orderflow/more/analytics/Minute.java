package io.orderflow.more.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What happened in one minute.
 *
 * @param minute its beginning
 * @param revenue the totals of the orders placed, paid or not, by currency
 * @param paymentFailureShare failed payments of all that were settled in this minute, from 0 to 1; null if none was
 */
record Minute(Instant minute, long orders, Map<String, BigDecimal> revenue, Double paymentFailureShare) {}
