package io.orderflow.messaging.provider;

import io.orderflow.messaging.Provider;
import io.orderflow.messaging.ProviderUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one consumer. It distinguishes a provider that is away from a message that fails. While the provider is
 * away, the breaker lets no replica try, and probes until the provider is back. The replicas share its state in the database.
 *
 * <p>If the provider failed in any other way than by an unreachable connection, a successful probe is not enough. The breaker
 * then tries one message at a time until one succeeds.
 */
public final class ProviderBreaker {

    private static final Logger log = LoggerFactory.getLogger(ProviderBreaker.class);

    /**
     * How many failures in a row open the breaker. If a message can be the reason, the failures must be of different messages.
     */
    private static final int FAILURES = 3;

    /** How long a first failure waits for other failures or for a success before it counts against its message. */
    private static final Duration EVIDENCE_WITHIN = Duration.ofSeconds(2);

    /** How long a trial waits for a message. If none comes, the breaker closes, because nothing speaks against the provider. */
    private static final Duration TRIAL_WITHOUT_MESSAGE = Duration.ofSeconds(3);

    /** How long a successful probe is valid, so that simultaneous failures share one probe. */
    private static final Duration PROBE_HOLDS_FOR = Duration.ofSeconds(1);

    private final String consumer;
    private final Provider provider;
    private final ProviderStatusRepository statuses;

    private final Set<String> failedInRow = new HashSet<>();
    private int unreachableInRow;
    private CompletableFuture<Boolean> verdict = new CompletableFuture<>();
    private volatile ProviderStatus status;
    private Trial trial = Trial.NONE;
    private long trialSince;
    private long changedAt = System.nanoTime();
    private long answeredProbeAt = System.nanoTime() - PROBE_HOLDS_FOR.toNanos();

    /** Whether this replica tries single messages while the provider counts as away. */
    private enum Trial {
        NONE,
        WAITS_FOR_MESSAGE,
        UNDER_WAY,
        FAILED
    }

    ProviderBreaker(String consumer, Provider provider, ProviderStatusRepository statuses) {
        this.consumer = consumer;
        this.provider = provider;
        this.statuses = statuses;
        this.status = ProviderStatus.available(provider.name());
    }

    String providerName() {
        return provider.name();
    }

    /** The latest known state. */
    public ProviderStatus status() {
        return status;
    }

    /**
     * Applies the state that the replicas share.
     *
     * @param now the shared state
     * @param asked when the state was read, by {@link System#nanoTime}; if this replica has changed the state since, it ignores
     *     {@code now}
     */
    synchronized void follow(ProviderStatus now, long asked) {
        if (asked - changedAt < 0) {
            return;
        }
        if (status.isAway() && !now.isAway()) {
            log.info("{}: {} is back", consumer, provider.name());
            reset(Trial.NONE);
        }
        status = now;
    }

    private void reset(Trial next) {
        trial = next;
        trialSince = System.nanoTime();
        failedInRow.clear();
        unreachableInRow = 0;
    }

    /** Whether this replica should prefetch messages. */
    public synchronized boolean mayHoldMessages() {
        return !status.isAway() || trial != Trial.NONE;
    }

    /** Whether {@link #permitsEffect} would return true now. */
    public synchronized boolean mayPermitEffect() {
        return status.throttledUntil() == null && (!status.isAway() || trial == Trial.WAITS_FOR_MESSAGE);
    }

    /** Whether an effect may be tried now. During a trial it returns true for one effect; the caller must report the outcome. */
    public synchronized boolean permitsEffect() {
        boolean permitted = mayPermitEffect();
        if (permitted && status.isAway()) {
            trial = Trial.UNDER_WAY;
        }
        return permitted;
    }

    /** Call this if no effect followed {@link #permitsEffect}, for a reason that is not the provider's. */
    public synchronized void notTried() {
        if (trial == Trial.UNDER_WAY) {
            trial = Trial.WAITS_FOR_MESSAGE;
        }
    }

    /** Reports that the provider answered, whatever the answer was. */
    public void answered() {
        boolean trialSucceeded;
        synchronized (this) {
            trialSucceeded = trial == Trial.UNDER_WAY;
            failedInRow.clear();
            unreachableInRow = 0;
            verdict.complete(false);
            verdict = new CompletableFuture<>();
        }
        if (trialSucceeded) {
            close();
        }
    }

    /**
     * Decides whether the provider or the message is to blame for a failure. The decision may take a few seconds, until a probe,
     * other failures or a success give evidence.
     *
     * @return true if the provider is away, so that no attempt may be counted
     * @throws org.springframework.dao.DataAccessException if the shared state can't be written
     */
    public boolean isToBlame(String messageId, ProviderUnavailableException failure) throws InterruptedException {
        if (failure.isUnreachable()) {
            unreachable(failure);
            return true;
        }
        CompletableFuture<Boolean> evidence;
        boolean open;
        synchronized (this) {
            failedInRow.add(messageId);
            evidence = verdict;
            open = status.isAway() || failedInRow.size() >= FAILURES;
            trialFailed();
        }
        if (open) {
            open(failure.getMessage(), true);
            return true;
        }
        if (!answersProbe()) {
            return true;
        }
        try {
            return evidence.get(EVIDENCE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unreachable(ProviderUnavailableException failure) {
        boolean open;
        synchronized (this) {
            unreachableInRow++;
            open = status.isAway() || unreachableInRow >= FAILURES;
            trialFailed();
        }
        if (open) {
            open(failure.getMessage(), false);
        }
    }

    private void trialFailed() {
        if (trial == Trial.UNDER_WAY) {
            trial = Trial.FAILED;
        }
    }

    private boolean answersProbe() {
        synchronized (this) {
            if (System.nanoTime() - answeredProbeAt < PROBE_HOLDS_FOR.toNanos()) {
                return true;
            }
        }
        try {
            provider.probe();
            synchronized (this) {
                answeredProbeAt = System.nanoTime();
            }
            return true;
        } catch (ProviderUnavailableException e) {
            open(e.getMessage(), false);
            return false;
        }
    }

    /** @param needsTrial whether the provider may answer a probe and still fail */
    private void open(@Nullable String reason, boolean needsTrial) {
        statuses.away(consumer, reason, needsTrial);
        synchronized (this) {
            changedAt = System.nanoTime();
            if (!status.isAway()) {
                log.warn("{}: {} is away, messages wait: {}", consumer, provider.name(), reason);
                status = new ProviderStatus(provider.name(), Instant.now(), reason, null);
            }
            verdict.complete(true);
            verdict = new CompletableFuture<>();
        }
    }

    private void close() {
        statuses.back(consumer);
        synchronized (this) {
            changedAt = System.nanoTime();
            follow(ProviderStatus.available(provider.name()), changedAt);
        }
    }

    /** Call this twice a second. Probes the provider if it is away and this replica claims the probe. */
    void probe() {
        if (!status.isAway()) {
            return;
        }
        if (trialGotNoMessage()) {
            close();
            return;
        }
        Optional<Boolean> needsTrial = statuses.claimProbe(consumer);
        if (needsTrial.isEmpty()) {
            return;
        }
        try {
            provider.probe();
        } catch (ProviderUnavailableException e) {
            log.debug("{}: {} is still away", consumer, provider.name(), e);
            return;
        }
        if (needsTrial.get()) {
            synchronized (this) {
                reset(Trial.WAITS_FOR_MESSAGE);
            }
        } else {
            close();
        }
    }

    private synchronized boolean trialGotNoMessage() {
        return trial == Trial.WAITS_FOR_MESSAGE && System.nanoTime() - trialSince > TRIAL_WITHOUT_MESSAGE.toNanos();
    }

    /**
     * Stops all effects for a while, because the provider asked for a pause.
     *
     * @throws org.springframework.dao.DataAccessException if the shared state can't be written
     */
    public void throttle(Duration pause) {
        statuses.throttle(consumer, pause);
        synchronized (this) {
            changedAt = System.nanoTime();
            status = new ProviderStatus(
                    status.provider(),
                    status.awaySince(),
                    status.reason(),
                    Instant.now().plus(pause));
        }
        log.warn("{}: {} wants no message for {} s", consumer, provider.name(), pause.toSeconds());
    }
}
