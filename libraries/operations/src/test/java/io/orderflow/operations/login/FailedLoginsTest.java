package io.orderflow.operations.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FailedLogins failedLogins = new FailedLogins(nanos::get);

    @Test
    void aFewWrongPasswordsSlowNobody() {
        fail(FailedLogins.MOST - 1);

        assertThat(failedLogins.nextCheck("a")).contains(Duration.ZERO);
    }

    @Test
    void checksPasswordsOneAfterAnotherAfterTooManyWrongOnes() {
        fail(FailedLogins.MOST);

        assertThat(failedLogins.nextCheck("a")).contains(FailedLogins.PAUSE);
        assertThat(failedLogins.nextCheck("a")).contains(FailedLogins.PAUSE.multipliedBy(2));
        assertThat(failedLogins.nextCheck("b")).contains(Duration.ZERO);

        nanos.addAndGet(FailedLogins.PAUSE.multipliedBy(3).toNanos());

        assertThat(failedLogins.nextCheck("a")).contains(FailedLogins.PAUSE);
    }

    @Test
    void refusesAPasswordOnlyIfManyOthersWait() {
        fail(FailedLogins.MOST);
        long inLine = FailedLogins.LONGEST_WAIT.dividedBy(FailedLogins.PAUSE);

        assertThat(IntStream.range(0, (int) inLine).mapToObj(i -> failedLogins.nextCheck("a")))
                .allMatch(it -> it.isPresent());
        assertThat(failedLogins.nextCheck("a")).isEmpty();

        nanos.addAndGet(FailedLogins.PAUSE.toNanos());

        assertThat(failedLogins.nextCheck("a")).contains(FailedLogins.LONGEST_WAIT);
    }

    @Test
    void forgetsWrongPasswordsAfterAMinute() {
        fail(FailedLogins.MOST);

        nanos.addAndGet(FailedLogins.WINDOW.toNanos());

        assertThat(failedLogins.nextCheck("a")).contains(Duration.ZERO);
    }

    @Test
    void countsTheNetworkOfAnIpv6Client() {
        IntStream.range(0, FailedLogins.MOST).forEach(i -> failedLogins.count("2001:db8:0:7::" + i));

        assertThat(failedLogins.nextCheck("2001:db8:0:7:ffff::1")).contains(FailedLogins.PAUSE);
        assertThat(failedLogins.nextCheck("2001:db8:0:8::1")).contains(Duration.ZERO);
    }

    private void fail(int count) {
        IntStream.range(0, count).forEach(i -> failedLogins.count("a"));
    }
}
