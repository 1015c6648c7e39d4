package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(4), Duration.ofSeconds(34));

    @Test
    void endsWhenThreeLoopsInARowBroughtNothing() {
        assertThat(run(100.0, 300.0, 290.0, 500.0, 505.0, 498.0, 510.0, 900.0)).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void takesNoLongerThanItMay() {
        assertThat(run(100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0))
                .isEqualTo(Duration.ofSeconds(32));
    }

    private static Duration run(Double... perSecond) {
        Iterator<Double> loops = List.of(perSecond).iterator();
        return WARM_UP.run(loops::next);
    }
}
