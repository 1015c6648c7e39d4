package io.orderflow.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void deletesInBatchesUntilNoneIsLeft() {
        List<Integer> left = new ArrayList<>(List.of(2 * Retention.AT_ONCE + 7));

        new Retention(
                        List.of(Retained.of("letters", most -> {
                            int some = Math.min(most, left.get(0));
                            left.set(0, left.get(0) - some);
                            return some;
                        })),
                        meters)
                .forget();

        assertThat(left).containsExactly(0);
        assertThat(forgotten("letters")).isEqualTo(2 * Retention.AT_ONCE + 7);
    }

    @Test
    void goesOnAfterAFailure() {
        new Retention(
                        List.of(
                                Retained.of("broken", most -> {
                                    throw new IllegalStateException("not now");
                                }),
                                Retained.of("letters", most -> 1)),
                        meters)
                .forget();

        assertThat(forgotten("broken")).isZero();
        assertThat(forgotten("letters")).isOne();
    }

    private double forgotten(String table) {
        return meters.get("orderflow.retention.forgotten")
                .tag("table", table)
                .counter()
                .count();
    }
}
