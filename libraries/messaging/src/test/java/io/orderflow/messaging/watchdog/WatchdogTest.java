package io.orderflow.messaging.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private final AtomicLong nanoTime =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos());
    private final Watchdog watchdog = new Watchdog(nanoTime::get);

    @Test
    void namesWorkersWhoseWorkTakesLongerThanItMay() {
        Watchdog.Work payment = watchdog.begin("payment", Duration.ofSeconds(50));
        watchdog.begin("payment", Duration.ofSeconds(50));
        watchdog.begin("email", Duration.ofSeconds(70));

        pass(Duration.ofSeconds(50));
        assertThat(watchdog.standingStill()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(watchdog.standingStill()).containsExactly("payment");
        pass(Duration.ofSeconds(20));
        assertThat(watchdog.standingStill()).containsExactly("email", "payment");

        payment.end();
        assertThat(watchdog.standingStill()).containsExactly("email", "payment");
    }

    @Test
    void forgetsWorkThatHasEnded() {
        watchdog.begin("payment", Duration.ofSeconds(1)).end();

        pass(Duration.ofMinutes(1));

        assertThat(watchdog.standingStill()).isEmpty();
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
