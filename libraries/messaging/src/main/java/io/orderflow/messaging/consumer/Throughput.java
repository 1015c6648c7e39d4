package io.orderflow.messaging.consumer;

import io.orderflow.messaging.consumer.ConsumerStatus.Rates;
import io.orderflow.messaging.consumer.DeliveryProcessor.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the outcomes of deliveries, and computes their rates over the last ten seconds. */
final class Throughput {

    private static final long SPAN = 10_000_000_000L;

    private final AtomicLongArray counts = new AtomicLongArray(Outcome.values().length);
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long at, long handled, long retried, long buried) {}

    void count(Outcome outcome) {
        counts.incrementAndGet(outcome.ordinal());
    }

    /**
     * Call this about once a second.
     *
     * @param now by {@link System#nanoTime}
     */
    synchronized Rates rates(long now) {
        Sample latest = new Sample(now, counted(Outcome.HANDLED), counted(Outcome.RETRIED), counted(Outcome.BURIED));
        samples.addLast(latest);
        while (samples.size() > 2 && now - samples.peekFirst().at() > SPAN) {
            samples.removeFirst();
        }
        Sample first = samples.peekFirst();
        double seconds = (latest.at() - first.at()) / 1e9;
        return seconds == 0
                ? new Rates(0, 0, 0)
                : new Rates(
                        (latest.handled() - first.handled()) / seconds,
                        (latest.retried() - first.retried()) / seconds,
                        (latest.buried() - first.buried()) / seconds);
    }

    private long counted(Outcome outcome) {
        return counts.get(outcome.ordinal());
    }
}
