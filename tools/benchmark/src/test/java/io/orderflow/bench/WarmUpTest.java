package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(4), Duration.ofSeconds(50));

    @Test
    void endsAfterThreeLoopsWithoutGain() {
        assertThat(run(0, 100, 300, 290, 500, 505, 498, 510, 900)).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void continuesWhileTheCompilersAreBusy() {
        assertThat(run(0.3, 100, 300, 290, 300, 295, 299, 300)).isEqualTo(Duration.ofSeconds(28 + 12));
    }

    @Test
    void keepsItsTimeLimit() {
        assertThat(run(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)).isEqualTo(Duration.ofSeconds(48));
    }

    /** The loops after the given ones bring no gain, and the compilers are idle. */
    private static Duration run(double compilers, double... perSecond) {
        Iterator<WarmUp.Loop> loops = DoubleStream.of(perSecond)
                .mapToObj(it -> new WarmUp.Loop(it, compilers))
                .iterator();
        return WARM_UP.run(() -> loops.hasNext() ? loops.next() : new WarmUp.Loop(1, 0));
    }
}
