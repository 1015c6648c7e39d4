package io.orderflow.messaging.outbox;

import io.orderflow.messaging.watchdog.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes due rows of the outbox batch by batch, and deletes a row only after the broker has confirmed and routed the message.
 * Any number of replicas relay in parallel.
 *
 * <p>Under load, a relay uses two workers: while one waits for the broker, the other uses the database. The second worker relays
 * one batch for each full batch of the first.
 */
class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** Longer than the time limits of the database and the broker together. */
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(2);

    private final RelayWorker worker;
    private final RelayWorker helper;
    private final WakeUpSignal wakeUp;
    private final WakeUpSignal help = new WakeUpSignal();
    private final OutboxProperties settings;
    private final Watchdog watchdog;

    private volatile List<Thread> threads = List.of();

    OutboxRelay(
            RelayWorker worker, RelayWorker helper, WakeUpSignal wakeUp, OutboxProperties settings, Watchdog watchdog) {
        this.worker = worker;
        this.helper = helper;
        this.wakeUp = wakeUp;
        this.settings = settings;
        this.watchdog = watchdog;
    }

    @Override
    public void start() {
        List<Thread> starting =
                List.of(new Thread(this::relay, "outbox-relay"), new Thread(this::helpOut, "outbox-relay-helper"));
        threads = starting;
        starting.forEach(Thread::start);
    }

    private void relay() {
        try (worker) {
            while (isRunning()) {
                int tried = relayBatch(worker);
                if (tried == settings.batchSize()) {
                    help.give();
                } else if (tried == 0) {
                    wakeUp.await(settings.pollInterval());
                }
            }
        } catch (InterruptedException e) {
            log.debug("outbox relay stops");
        }
    }

    private void helpOut() {
        try (helper) {
            help.await();
            while (isRunning()) {
                relayBatch(helper);
                help.await();
            }
        } catch (InterruptedException e) {
            log.debug("outbox relay helper stops");
        }
    }

    private int relayBatch(RelayWorker by) throws InterruptedException {
        Watchdog.Work batch = watchdog.begin("outbox-relay", LONGEST_BATCH);
        try {
            return by.relayBatch();
        } finally {
            batch.end();
        }
    }

    /** Waits for the batches in progress: a message that is published but not deleted would be published again. */
    @Override
    public void stop() {
        List<Thread> stopping = threads;
        threads = List.of();
        wakeUp.give();
        help.give();
        long deadline = System.nanoTime() + settings.confirmTimeout().toNanos();
        try {
            for (Thread thread : stopping) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopping.forEach(Thread::interrupt);
        }
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
