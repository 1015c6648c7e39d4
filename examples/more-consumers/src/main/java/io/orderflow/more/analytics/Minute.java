package io.orderflow.more.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one minute.
 *
 * @param minute its beginning
 * @param revenue the totals of all orders placed, paid or not, by currency
 * @param paymentFailureShare failed payments as a share of all payments settled in this minute, from 0 to 1; null if there were none
 */
record Minute(
        Instant minute,
        long orders,
        Map<String, BigDecimal> revenue,
        @Nullable Double paymentFailureShare) {}
