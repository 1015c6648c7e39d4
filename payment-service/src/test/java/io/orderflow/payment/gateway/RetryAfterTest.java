package io.orderflow.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class RetryAfterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-21T07:28:00Z"), ZoneOffset.UTC);

    @Test
    void readsSeconds() {
        assertThat(retryAfter("120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter("0")).isZero();
    }

    @Test
    void readsADate() {
        assertThat(retryAfter("Wed, 21 Oct 2026 07:38:00 GMT")).isEqualTo(Duration.ofMinutes(10));
        assertThat(retryAfter("Wed, 21 Oct 2026 07:18:00 GMT")).isZero();
    }

    @Test
    void limitsThePauseToOneDay() {
        assertThat(retryAfter("999999999")).isEqualTo(Duration.ofDays(1));
        assertThat(retryAfter("Fri, 31 Dec 9999 23:59:59 GMT")).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "1.5", "99999999999999999999"})
    void ignoresAnInvalidValue(String value) {
        assertThat(retryAfter(value)).isNull();
    }

    @Test
    void returnsNullWithoutTheHeader() {
        assertThat(RetryAfter.of(new HttpHeaders(), CLOCK)).isNull();
    }

    private static Duration retryAfter(String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(HttpHeaders.RETRY_AFTER, value);
        return RetryAfter.of(headers, CLOCK);
    }
}
