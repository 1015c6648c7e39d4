package io.orderflow.messaging.consumer;

import io.opentelemetry.api.trace.Span;
import io.orderflow.messages.Message;
import io.orderflow.messaging.EffectHandler;
import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.RetryLaterException;
import io.orderflow.messaging.consumer.DeliveryProcessor.NotNowException;
import io.orderflow.messaging.consumer.DeliveryProcessor.Outcome;
import io.orderflow.messaging.database.Outage;
import io.orderflow.messaging.deadletter.FailureHandler;
import io.orderflow.messaging.effect.EffectClaims;
import io.orderflow.messaging.effect.EffectClaims.Claim;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.provider.ProviderBreaker;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.ratelimit.Permit.PermitLostException;
import io.orderflow.messaging.tracing.SpanFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the effects of one consumer. The processor claims the subject in a short transaction, makes the effect outside of any
 * transaction, and records the outcome in a second transaction.
 */
final class EffectProcessor {

    private static final Logger log = LoggerFactory.getLogger(EffectProcessor.class);

    /** How long to wait before checking again whether another worker has released its claim. */
    private static final Duration CLAIMED_ELSEWHERE = Duration.ofSeconds(1);

    private static final Duration PROVIDER_AWAY = Duration.ofMillis(500);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    private final String consumer;
    private final ConsumerProperties settings;
    private final EffectClaims claims;
    private final Inbox inbox;
    private final FailureHandler failures;
    private final ProviderBreaker breaker;
    private final TransactionTemplate transaction;
    private final ConsumerMetrics metrics;

    /** Claims of this replica that it could not release, because the database did not answer. */
    private final Map<String, Claim> leftBehind = new ConcurrentHashMap<>();

    EffectProcessor(
            String consumer,
            ConsumerProperties settings,
            EffectClaims claims,
            Inbox inbox,
            FailureHandler failures,
            ProviderBreaker breaker,
            TransactionTemplate transaction,
            ConsumerMetrics metrics) {
        this.consumer = consumer;
        this.settings = settings;
        this.claims = claims;
        this.inbox = inbox;
        this.failures = failures;
        this.breaker = breaker;
        this.transaction = transaction;
        this.metrics = metrics;
    }

    <M extends Message, R> Outcome process(
            Delivery delivery, M message, EffectHandler<M, R> handler, Permit permit, BooleanSupplier running)
            throws NotNowException {
        try {
            Beginning beginning = transaction.execute(status -> begin(message, handler));
            if (beginning == Beginning.DONE) {
                return Outcome.HANDLED;
            }
            if (beginning == Beginning.CLAIMED_ELSEWHERE) {
                throw new NotNowException("another worker has the claim", CLAIMED_ELSEWHERE, false);
            }
            return performUnder(Objects.requireNonNull(beginning.claim()), delivery, message, handler, permit, running);
        } finally {
            // Only a success or a failure of the provider ends a trial.
            breaker.notTried();
        }
    }

    /** @param claim null if nothing is left to do, or if another worker has the claim */
    private record Beginning(@Nullable Claim claim) {

        static final Beginning DONE = new Beginning(null);
        static final Beginning CLAIMED_ELSEWHERE = new Beginning(null);
    }

    private <M extends Message> Beginning begin(M message, EffectHandler<M, ?> handler) {
        String subject = handler.subject(message);
        Claim mine = leftBehind.remove(subject);
        if (mine != null) {
            claims.giveUp(mine);
        }
        Optional<Claim> claim = claims.claim(
                consumer, subject, settings.lease(), handler.provider().longestCall());
        if (claim.isEmpty()) {
            return Beginning.CLAIMED_ELSEWHERE;
        }
        // Checked under the claim, because the claim's previous owner may have handled the message in the meantime.
        if (inbox.knows(consumer, message.id())) {
            claims.giveUp(claim.get());
            return Beginning.DONE;
        }
        if (!handler.begin(message)) {
            inbox.once(consumer, message.id(), () -> {});
            claims.giveUp(claim.get());
            return Beginning.DONE;
        }
        return new Beginning(claim.get());
    }

    private <M extends Message, R> Outcome performUnder(
            Claim claim,
            Delivery delivery,
            M message,
            EffectHandler<M, R> handler,
            Permit permit,
            BooleanSupplier running)
            throws NotNowException {
        claims.beginWork(claim);
        try {
            return perform(delivery, message, handler, permit, claim, running);
        } catch (RuntimeException e) {
            // No outcome is decided, so the message is retried. The retry must not wait for its own claim.
            giveUp(claim);
            throw e;
        } finally {
            claims.endWork(claim);
        }
    }

    private <M extends Message, R> Outcome perform(
            Delivery delivery,
            M message,
            EffectHandler<M, R> handler,
            Permit permit,
            Claim claim,
            BooleanSupplier running)
            throws NotNowException {
        permit.startBefore(claim.latestStart());
        try {
            R result = makeEffect(message, handler, permit);
            breaker.answered();
            return record(message, handler, result, claim, running);
        } catch (PermitLostException e) {
            throw e;
        } catch (ProviderUnavailableException e) {
            return unavailable(delivery, message, handler, claim, e);
        } catch (RetryLaterException e) {
            breaker.answered();
            return later(delivery, message, handler, claim, e);
        } catch (RuntimeException e) {
            if (!(e instanceof NonRetryableException) && Outage.isCauseOf(e)) {
                throw e;
            }
            if (e instanceof NonRetryableException && permit.isStarted()) {
                breaker.answered();
            }
            return failed(delivery, message, handler, claim, e);
        }
    }

    /** Closes the permit with the effect, because the steps after it may wait for the database or for the breaker's verdict. */
    private <M extends Message, R> R makeEffect(M message, EffectHandler<M, R> handler, Permit permit) {
        try (permit) {
            return handler.perform(message, permit);
        } finally {
            permit.arrivedAfter().ifPresent(metrics::effectArrived);
        }
    }

    /** Retries through a database outage: if the result of the effect were lost, the effect would be made again. */
    private <M extends Message, R> Outcome record(
            M message, EffectHandler<M, R> handler, R result, Claim claim, BooleanSupplier running) {
        while (true) {
            try {
                transaction.executeWithoutResult(status -> {
                    inbox.once(consumer, message.id(), () -> handler.record(message, result));
                    claims.giveUp(claim);
                });
                return Outcome.HANDLED;
            } catch (RuntimeException e) {
                if (!Outage.isCauseOf(e) || !running.getAsBoolean()) {
                    throw e;
                }
                log.warn(
                        "{}: the database is not available, a result waits to be recorded: {}", consumer, e.toString());
                if (!sleep(DATABASE_AWAY)) {
                    throw e;
                }
            }
        }
    }

    private <M extends Message> Outcome unavailable(
            Delivery delivery, M message, EffectHandler<M, ?> handler, Claim claim, ProviderUnavailableException why)
            throws NotNowException {
        boolean providerIsToBlame;
        try {
            providerIsToBlame = breaker.isToBlame(message.id().toString(), why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            providerIsToBlame = true;
        }
        if (!providerIsToBlame) {
            return failed(delivery, message, handler, claim, why);
        }
        SpanFailure.note(Span.current(), why);
        log.debug("{}: no attempt is counted against {}", consumer, message, why);
        giveUp(claim);
        throw new NotNowException(why.getMessage(), PROVIDER_AWAY, !why.isUnreachable());
    }

    private <M extends Message> Outcome later(
            Delivery delivery, M message, EffectHandler<M, ?> handler, Claim claim, RetryLaterException why) {
        SpanFailure.note(Span.current(), why);
        if (why.isForAll() && why.after() != null) {
            breaker.throttle(why.after());
        }
        boolean dead = Boolean.TRUE.equals(transaction.execute(status -> {
            claims.giveUp(claim);
            return failures.postponed(
                    settings.queues(consumer), settings.postponement(), delivery.message(), message, handler, why);
        }));
        return dead ? Outcome.BURIED : Outcome.POSTPONED;
    }

    private <M extends Message> Outcome failed(
            Delivery delivery, M message, EffectHandler<M, ?> handler, Claim claim, RuntimeException why) {
        SpanFailure.note(Span.current(), why);
        boolean dead = Boolean.TRUE.equals(transaction.execute(status -> {
            claims.giveUp(claim);
            return failures.failed(settings.queues(consumer), delivery.message(), message, handler, why);
        }));
        return dead ? Outcome.BURIED : Outcome.RETRIED;
    }

    private void giveUp(Claim claim) {
        try {
            claims.giveUp(claim);
        } catch (RuntimeException e) {
            log.debug("{}: a claim can't be released now, it ends with its lease at the latest", consumer, e);
            leftBehind.put(claim.subject(), claim);
        }
    }

    private static boolean sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
