package io.orderflow.payment.gateway;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Parses the header {@code Retry-After} (RFC 9110, 10.2.3): seconds or a date. */
final class RetryAfter {

    /** An upper limit, because the header may contain nonsense. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** @return null if the header is missing or invalid */
    static @Nullable Duration of(HttpHeaders headers, Clock clock) {
        String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        if (value.matches("[0-9]{1,9}")) {
            return shortened(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return shortened(Duration.between(clock.instant(), until.toInstant()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration shortened(Duration told) {
        Duration positive = told.isNegative() ? Duration.ZERO : told;
        return positive.compareTo(LONGEST) > 0 ? LONGEST : positive;
    }
}
