package io.orderflow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArrivalRateTest {

    private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

    private final ArrivalRate arrivals = new ArrivalRate();

    @Test
    void equalsTheDeparturesWhileTheBacklogIsConstant() {
        assertThat(arrivals.perSecond("books", START, 100, 5)).isEqualTo(5);
        assertThat(arrivals.perSecond("books", START.plusSeconds(1), 100, 5)).isEqualTo(5);
    }

    @Test
    void exceedsTheDeparturesWhileTheBacklogGrows() {
        arrivals.perSecond("books", START, 100, 5);
        assertThat(arrivals.perSecond("books", START.plusSeconds(4), 180, 5)).isEqualTo(25, within(1e-9));
    }

    @Test
    void isZeroWhileMessagesOnlyLeave() {
        arrivals.perSecond("books", START, 100, 10);
        assertThat(arrivals.perSecond("books", START.plusSeconds(5), 50, 10)).isZero();
        assertThat(arrivals.perSecond("books", START.plusSeconds(6), 30, 10)).isZero();
    }

    @Test
    void ignoresSamplesOlderThanTenSeconds() {
        arrivals.perSecond("books", START, 0, 0);
        arrivals.perSecond("books", START.plusSeconds(1), 1000, 0);
        assertThat(arrivals.perSecond("books", START.plusSeconds(11), 1000, 0)).isZero();
    }

    @Test
    void ignoresSamplesFromBeforeTheClockWasSetBack() {
        arrivals.perSecond("books", START.plusSeconds(3_600), 100_000, 0);
        arrivals.perSecond("books", START, 1000, 0);
        assertThat(arrivals.perSecond("books", START.plusSeconds(1), 1000, 0)).isZero();
    }

    @Test
    void restartsAfterAGapInTheSamples() {
        arrivals.perSecond("books", START, 0, 0);
        arrivals.forget("books");
        assertThat(arrivals.perSecond("books", START.plusSeconds(5), 1000, 0)).isZero();
    }
}
