package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 10, 50, 999, 1000, 10_000})
    void oneMoreThanTheLimitNeverFitsIntoASecondThoughTheFirstIsLateAndTheLastIsNot(int limit) {
        Duration interval = new Slots(limit).interval();

        assertThat(interval.multipliedBy(limit).minus(Slots.TOLERANCE)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 10, 50, 999, 1000})
    void atLeastNinetySevenPercentOfTheLimitCanBeUsed(int limit) {
        Duration interval = new Slots(limit).interval();

        assertThat(1e9 / interval.toNanos()).isGreaterThanOrEqualTo(0.97 * limit);
    }

    @Test
    void takesSlotsOneByOneWhereTheyAreFarApartAndInBlocksWhereTheyAreClose() {
        assertThat(new Slots(10).block(100)).isEqualTo(1);
        assertThat(new Slots(1000).block(100)).isBetween(45, 50);
        assertThat(new Slots(1000).block(3)).isEqualTo(3);
    }

    @Test
    void refusesALimitOfNothing() {
        assertThatThrownBy(() -> new Slots(0)).hasMessageContaining("at least 1");
    }
}
