package io.orderflow.messaging.ratelimit;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Permits for those whose own lapsed while they prepared: on a busy machine that may take longer than a permit is open, again and
 * again, and whoever had to begin anew each time would never come to an end. All is prepared by then, so what is handed out here
 * is used at once.
 *
 * <p>One thread fetches them, because who asks is in the middle of a transaction, and the limit's row must not be locked until that
 * ends.
 */
public final class Renewals {

    private static final Logger log = LoggerFactory.getLogger(Renewals.class);

    /** How long a transaction may be held up. Then it is better to let go of what is locked and begin anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RateLimiter limiter;
    private final Runnable onLapse;
    private final BlockingQueue<CompletableFuture<Permit>> asking = new LinkedBlockingQueue<>();

    private volatile Thread serving;

    /**
     * @param limiter for this alone
     * @param onLapse is told of each permit that lapsed
     */
    public Renewals(RateLimiter limiter, Runnable onLapse) {
        this.limiter = limiter;
        this.onLapse = onLapse;
    }

    public void start(String threadName) {
        Thread starting = new Thread(this::serve, threadName);
        serving = starting;
        starting.start();
    }

    /** Who asks now gets none. */
    public void stop() {
        Thread stopping = serving;
        serving = null;
        stopping.interrupt();
        try {
            stopping.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            while (serving == Thread.currentThread()) {
                CompletableFuture<Permit> first = asking.take();
                try {
                    first.complete(limiter.acquire(1 + asking.size()));
                } catch (RuntimeException e) {
                    first.completeExceptionally(e);
                }
            }
        } catch (InterruptedException e) {
            log.debug("renewals stop");
        }
    }

    /** @throws Permit.PermitExpired if there is none soon */
    Permit next() {
        onLapse.run();
        CompletableFuture<Permit> answer = new CompletableFuture<>();
        asking.add(answer);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Permit.PermitExpired();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Permit.PermitExpired();
        } finally {
            asking.remove(answer);
        }
    }
}
