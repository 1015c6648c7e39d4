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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one consumer. It tells a provider that is away from a message that fails, keeps all replicas from trying
 * while the provider is away, and probes until it is back. The replicas share their state in the database.
 *
 * <p>After failures that were no refused connections a successful probe is not enough: one message at a time is tried then, until
 * one gets through.
 */
public final class ProviderBreaker {

    private static final Logger log = LoggerFactory.getLogger(ProviderBreaker.class);

    /** So many failures in a row open the breaker, of different messages where a message can be the reason. */
    private static final int FAILURES = 3;

    /** How long the first failures wait for others, or for a success, before they are held against their messages. */
    private static final Duration EVIDENCE_WITHIN = Duration.ofSeconds(2);

    /** A trial to which no message comes says nothing against the provider. */
    private static final Duration TRIAL_WITHOUT_MESSAGE = Duration.ofSeconds(3);

    /** Failures that come together need one probe and not one each. */
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
     * @param now what all replicas know
     * @param asked when they were asked, by {@link System#nanoTime}: what this replica has found out since is newer
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

    /** Whether this replica should have messages at hand. */
    public synchronized boolean mayHoldMessages() {
        return !status.isAway() || trial != Trial.NONE;
    }

    /** Whether {@link #permitsEffect} would be true now. */
    public synchronized boolean mayPermitEffect() {
        return status.throttledUntil() == null && (!status.isAway() || trial == Trial.WAITS_FOR_MESSAGE);
    }

    /** Whether an effect may be tried now. During a trial it is true once; report how it went. */
    public synchronized boolean permitsEffect() {
        boolean permitted = mayPermitEffect();
        if (permitted && status.isAway()) {
            trial = Trial.UNDER_WAY;
        }
        return permitted;
    }

    /** To be called when no effect followed {@link #permitsEffect}, for a reason that says nothing about the provider. */
    public synchronized void notTried() {
        if (trial == Trial.UNDER_WAY) {
            trial = Trial.WAITS_FOR_MESSAGE;
        }
    }

    /** The provider answered, whatever the answer was. */
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
     * Decides whether the provider or the message is to blame for a failure. That may take a few seconds, until a probe, other
     * failures or a success give the answer.
     *
     * @return true if the provider is away, and no attempt may be counted
     * @throws org.springframework.dao.DataAccessException if the other replicas can't be informed
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
    private void open(String reason, boolean needsTrial) {
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

    /** To be called twice a second. Probes the provider if it is away and it is this replica's turn. */
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
     * The provider asked for a pause.
     *
     * @throws org.springframework.dao.DataAccessException if the other replicas can't be informed
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
