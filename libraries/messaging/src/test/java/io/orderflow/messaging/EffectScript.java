package io.orderflow.messaging;

import io.orderflow.messages.EmailFailed;
import io.orderflow.messaging.ratelimit.Permit;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A scripted handler and provider of the consumer "outside": the reason in the message decides the outcome, unless the provider
 * is away.
 */
public class EffectScript implements EffectHandler<EmailFailed, String>, Provider {

    private final List<UUID> effects = new CopyOnWriteArrayList<>();
    private final List<UUID> records = new CopyOnWriteArrayList<>();
    private final List<UUID> dead = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<UUID, CountDownLatch> holds = new ConcurrentHashMap<>();
    private volatile boolean unreachable;
    private volatile boolean failing;
    private volatile boolean transactionSeen;

    @Override
    public String consumer() {
        return "outside";
    }

    @Override
    public Class<EmailFailed> type() {
        return EmailFailed.class;
    }

    @Override
    public Provider provider() {
        return this;
    }

    @Override
    public String name() {
        return "script";
    }

    @Override
    public Duration longestCall() {
        return Duration.ofMillis(500);
    }

    @Override
    public void probe() {
        if (unreachable) {
            throw ProviderUnavailableException.unreachable("no connection", null);
        }
    }

    @Override
    public String perform(EmailFailed message, Permit permit) {
        transactionSeen |= TransactionSynchronizationManager.isActualTransactionActive();
        permit.awaitStart();
        probe();
        effects.add(message.id());
        if (failing) {
            throw ProviderUnavailableException.noAnswer("500", null);
        }
        switch (message.reason()) {
            case "ok" -> {}
            case "no answer" -> throw ProviderUnavailableException.noAnswer("no answer", null);
            case "later once" -> {
                if (effectsFor(message.id()) == 1) {
                    throw new RetryLaterException("busy", null, false);
                }
            }
            case "later always" -> throw new RetryLaterException("busy", Duration.ZERO, false);
            case "throttle once" -> {
                if (effectsFor(message.id()) == 1) {
                    throw new RetryLaterException("too many", Duration.ofSeconds(2), true);
                }
            }
            case "hold" -> await(holds.computeIfAbsent(message.id(), id -> new CountDownLatch(1)));
            default -> throw new IllegalArgumentException("no such script");
        }
        return "done";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void record(EmailFailed message, String result) {
        records.add(message.id());
    }

    @Override
    public void onDeadLetter(EmailFailed message, String reason) {
        dead.add(message.id());
    }

    void goAway() {
        unreachable = true;
    }

    void failAll() {
        failing = true;
    }

    void comeBack() {
        unreachable = false;
        failing = false;
    }

    void release(UUID id) {
        holds.computeIfAbsent(id, it -> new CountDownLatch(1)).countDown();
    }

    long effectsFor(UUID id) {
        return effects.stream().filter(id::equals).count();
    }

    List<UUID> effects() {
        return effects;
    }

    List<UUID> records() {
        return records;
    }

    List<UUID> dead() {
        return dead;
    }

    boolean hasSeenATransaction() {
        return transactionSeen;
    }
}
