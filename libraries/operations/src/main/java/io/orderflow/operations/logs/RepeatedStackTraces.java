package io.orderflow.operations.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.EventArgUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Logs the stack trace of an error once a minute, and one line for each repetition. Otherwise a client that repeats one error
 * could fill the disk.
 */
final class RepeatedStackTraces extends TurboFilter {

    static final Duration ONCE_IN = Duration.ofMinutes(1);

    private static final int MOST_ERRORS = 1000;
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_CAUSES = 20;
    private static final String HERE = RepeatedStackTraces.class.getName();

    private final Cache<String, Boolean> logged;

    RepeatedStackTraces(Ticker ticker) {
        logged = Caffeine.newBuilder()
                .expireAfterWrite(ONCE_IN)
                .maximumSize(MOST_ERRORS)
                .ticker(ticker)
                .build();
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable given) {
        if (!level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        Throwable error = given == null ? EventArgUtil.extractThrowable(arguments) : given;
        if (error == null || logged.asMap().putIfAbsent(identity(logger, error), true) == null) {
            return FilterReply.NEUTRAL;
        }
        String text = "%s: %s (its stack trace is in the log of the last minute)"
                .formatted(
                        shortened(
                                MessageFormatter.arrayFormat(format, arguments).getMessage()),
                        shortened(error));
        logger.log(marker, HERE, Level.toLocationAwareLoggerInteger(level), text, null, null);
        return FilterReply.DENY;
    }

    /** Two errors are the same if the same code throws the same exception. Texts of exceptions may contain any input. */
    private static String identity(Logger logger, Throwable error) {
        Throwable root = error;
        for (int depth = 0; root.getCause() != null && depth < MOST_CAUSES; depth++) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        // The stack overflows in another method each time.
        String place = trace.length == 0 || root instanceof StackOverflowError ? "" : trace[0].toString();
        return String.join(
                " ",
                logger.getName(),
                error.getClass().getName(),
                root.getClass().getName(),
                place);
    }

    private static String shortened(Object text) {
        String all = String.valueOf(text);
        return all.length() <= LONGEST_TEXT ? all : all.substring(0, LONGEST_TEXT) + "…";
    }
}
