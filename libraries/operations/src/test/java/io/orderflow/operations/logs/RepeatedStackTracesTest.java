package io.orderflow.operations.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedStackTracesTest {

    private final LoggerContext loggers = new LoggerContext();
    private final AtomicLong nanos = new AtomicLong();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = loggers.getLogger("a.b.C");

    @BeforeEach
    void install() {
        loggers.addTurboFilter(new RepeatedStackTraces(nanos::get));
        lines.setContext(loggers);
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @Test
    void logsTheStackTraceOfAnErrorOnceAMinute() {
        fail("first");
        fail("second");
        fail("third");

        assertThat(lines.list).hasSize(3);
        assertThat(lines.list.get(0).getThrowableProxy()).isNotNull();
        assertThat(lines.list.get(1).getThrowableProxy()).isNull();
        assertThat(lines.list.get(2).getFormattedMessage())
                .startsWith("order third failed: java.lang.IllegalStateException: third")
                .doesNotContain("\n");

        nanos.addAndGet(RepeatedStackTraces.ONCE_IN.toNanos());
        fail("fourth");

        assertThat(lines.list.get(3).getThrowableProxy()).isNotNull();
    }

    @Test
    void logsTheStackTraceOfEachDifferentError() {
        log.error("one", new IllegalStateException());
        log.error("two", new IllegalStateException());
        loggers.getLogger("a.b.C.D").error("three", new UnsupportedOperationException());

        assertThat(lines.list)
                .hasSize(3)
                .allSatisfy(it -> assertThat(it.getThrowableProxy()).isNotNull());
    }

    @Test
    void recognisesAnOverflowingStack() {
        for (int i = 0; i < 50; i++) {
            try {
                recurse(i);
            } catch (StackOverflowError e) {
                log.error("too deep", e);
            }
        }

        assertThat(lines.list.stream().filter(it -> it.getThrowableProxy() != null))
                .hasSize(1);
    }

    @Test
    void shortensTheRepetitions() {
        fail("x");
        fail("x".repeat(60_000));

        assertThat(lines.list.get(1).getFormattedMessage()).hasSizeLessThan(1200);
    }

    @Test
    void ignoresErrorsBelowTheLevel() {
        log.debug("not logged", new IllegalStateException());

        assertThat(lines.list).isEmpty();
    }

    private void fail(String id) {
        log.warn("order {} failed", id, new IllegalStateException(id));
    }

    @SuppressWarnings("InfiniteRecursion") // The test needs a deep stack.
    private static int recurse(int number) {
        return List.of(number, recurse(number + 1)).hashCode();
    }
}
