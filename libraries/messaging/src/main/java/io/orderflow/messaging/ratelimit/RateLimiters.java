package io.orderflow.messaging.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates the limiters of a service and maintains their tokens. The first limiter starts the threads and the database session.
 */
public class RateLimiters implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RateLimiters.class);
    private static final Duration TIDY_UP_EVERY = Duration.ofSeconds(1);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

    private final RateLimitTokens tokens;
    private final ReplicaSession session;
    private final List<TokenRateLimiter> limiters = new CopyOnWriteArrayList<>();
    private @Nullable Thread sessionKeeper;
    private @Nullable Thread tokenKeeper;

    RateLimiters(JdbcClient jdbc, DataSource dataSource) {
        this.tokens = new RateLimitTokens(jdbc);
        this.session = new ReplicaSession(dataSource);
    }

    /**
     * Creates a limit that all replicas share by its name. Only one thread at a time may acquire its permits.
     *
     * @param limit read for each permit, so it may change
     */
    public RateLimiter perSecond(String name, IntSupplier limit) {
        TokenRateLimiter limiter = new TokenRateLimiter(tokens, session, name, limit);
        limiters.add(limiter);
        start();
        return limiter;
    }

    private synchronized void start() {
        if (sessionKeeper == null) {
            sessionKeeper = daemon("replica-session", this::keepSession);
            tokenKeeper = daemon("rate-limit-tokens", this::keepTokens);
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void keepSession() {
        try {
            session.keep();
        } catch (InterruptedException e) {
            log.debug("this replica's session ends");
        } finally {
            session.end();
        }
    }

    private void keepTokens() {
        try {
            while (true) {
                Thread.sleep(TIDY_UP_EVERY.toMillis());
                limiters.forEach(RateLimiters::tidyUp);
            }
        } catch (InterruptedException e) {
            limiters.forEach(RateLimiters::tidyUp);
        }
    }

    private static void tidyUp(TokenRateLimiter limiter) {
        try {
            limiter.tidyUp();
        } catch (RuntimeException e) {
            log.debug("tokens can't be tidied up now", e);
        }
    }

    @Override
    public synchronized void destroy() throws InterruptedException {
        if (sessionKeeper != null && tokenKeeper != null) {
            limiters.forEach(TokenRateLimiter::close);
            tokenKeeper.interrupt();
            tokenKeeper.join(TIME_TO_STOP.toMillis());
            sessionKeeper.interrupt();
            sessionKeeper.join(TIME_TO_STOP.toMillis());
        }
    }
}
