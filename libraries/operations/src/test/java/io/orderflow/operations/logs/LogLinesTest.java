package io.orderflow.operations.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.operations.OperationsTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Text from outside must not look like a line of the log, and must not control a terminal. */
@OperationsTest
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTest {

    private static final String HOSTILE =
            "id-7\r\n2026-01-01T00:00:00 ERROR forged\u001b[2J\u009b2J\u0007\u2028" + "\u202Eforged too\u0085\u0000end";

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Test
    void aMessageStaysInOneLine(CapturedOutput output) {
        log.warn("message {} becomes a dead letter", HOSTILE);

        assertThat(lineWith(output, "id-7"))
                .contains("WARN", "id-7  2026-01-01T00:00:00 ERROR forged [2J 2J", "end becomes a dead letter");
        assertThat(output.getOut()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");
    }

    @Test
    void anExceptionStartsNoLineOfItsOwn(CapturedOutput output) {
        log.error("failed", new IllegalStateException(HOSTILE, new IllegalArgumentException("cause\n" + HOSTILE)));

        assertThat(lineWith(output, "IllegalStateException")).contains("ERROR forged", "end");
        assertThat(lineWith(output, "IllegalArgumentException"))
                .startsWith("Caused by: ")
                .contains("forged too");
        assertThat(output.getOut().lines()).noneMatch(it -> it.startsWith("2026-01-01T00:00:00 ERROR"));
        assertThat(output.getOut().lines().filter(it -> it.contains("IllegalStateException")))
                .as("the stack trace, once")
                .hasSize(1);
        assertThat(output.getOut()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");
    }

    @Test
    void limitsTheDepthOfAStackTrace(CapturedOutput output) {
        try {
            recurse(1);
        } catch (StackOverflowError e) {
            log.error("too deep", e);
        }

        assertThat(output.getOut().lines().filter(it -> it.startsWith("\tat "))).hasSizeBetween(1, 50);
    }

    @SuppressWarnings("InfiniteRecursion") // The test needs a deep stack.
    private static int recurse(int number) {
        return Math.addExact(1, recurse(number + 1));
    }

    private static String lineWith(CapturedOutput output, String text) {
        return output.getOut()
                .lines()
                .filter(it -> it.contains(text))
                .findFirst()
                .orElseThrow();
    }
}
