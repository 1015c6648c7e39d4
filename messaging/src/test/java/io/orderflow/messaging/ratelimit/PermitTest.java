package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.ratelimit.Permit.PermitExpired;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PermitTest {

    private final AtomicLong now = new AtomicLong(100);
    private final Permit permit = new Permit(100, 120, now::get);

    @Test
    void isGoodUntilItsTimeIsOver() {
        now.set(120);
        assertThatCode(permit::use).doesNotThrowAnyException();
    }

    @Test
    void waitsForItsMoment() {
        long opensAt = System.nanoTime() + Duration.ofMillis(30).toNanos();

        new Permit(opensAt, Long.MAX_VALUE, System::nanoTime).use();

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(opensAt);
    }

    @Test
    void lapses() {
        now.set(121);
        assertThatThrownBy(permit::use).isInstanceOf(PermitExpired.class);
    }

    @Test
    void isForOneEffect() {
        permit.use();
        assertThatThrownBy(permit::use).isInstanceOf(IllegalStateException.class);
    }
}
