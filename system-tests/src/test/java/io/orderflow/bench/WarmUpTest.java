package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(4), Duration.ofSeconds(50));

    @Test
    void endsWhenSixLoopsInARowBroughtNothing() {
        assertThat(run(100.0, 300.0, 290.0, 500.0, 505.0, 498.0, 510.0, 480.0, 490.0, 505.0, 900.0))
                .isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void takesNoLongerThanItMay() {
        assertThat(run(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0))
                .isEqualTo(Duration.ofSeconds(48));
    }

    private static Duration run(Double... perSecond) {
        Iterator<Double> loops = List.of(perSecond).iterator();
        return WARM_UP.run(loops::next);
    }
}
