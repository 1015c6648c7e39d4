package io.orderflow.messaging.consumer;

import io.orderflow.messaging.consumer.DeliveryProcessor.Outcome;
import io.orderflow.messaging.tracing.Tracing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The deliveries that a worker processes together: the one that it was given, and those behind it in the same lane that its
 * processor takes besides. They have one outcome: all are settled, or all are put back.
 */
final class DeliveryGroup {

    private final Delivery first;
    private final List<Delivery> more = new ArrayList<>();
    private final LaneBuffer waiting;
    private final Set<Delivery> inWork;
    private final BooleanSupplier running;
    private final Tracing tracing;

    DeliveryGroup(Delivery first, LaneBuffer waiting, Set<Delivery> inWork, BooleanSupplier running, Tracing tracing) {
        this.first = first;
        this.waiting = waiting;
        this.inWork = inWork;
        this.running = running;
        this.tracing = tracing;
        inWork.add(first);
    }

    Delivery first() {
        return first;
    }

    /** Whether the consumer still runs. A processor that waits for something stops waiting when it does not. */
    boolean isRunning() {
        return running.getAsBoolean();
    }

    /** Takes the deliveries behind the first one, up to the first that is of another kind. */
    void takeMoreWhile(Predicate<Delivery> isOfThisKind, int atMost) {
        List<Delivery> taken = waiting.pollWhile(first.lane(), isOfThisKind, atMost);
        inWork.addAll(taken);
        more.addAll(taken);
    }

    List<Delivery> all() {
        List<Delivery> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }

    int size() {
        return 1 + more.size();
    }

    /** Does the work for each delivery of the group, within the span and the log context of that delivery. */
    void forEach(Outcome outcome, Work work) {
        work.with(first);
        for (Delivery delivery : more) {
            try (ProcessingSpan span = ProcessingSpan.of(delivery, 0, tracing)) {
                work.with(delivery);
                span.ended(outcome);
            }
        }
    }

    /** The work for one delivery. */
    interface Work {
        void with(Delivery delivery);
    }

    void acknowledge() {
        all().forEach(Delivery::acknowledge);
    }

    /** Returns all but the first delivery to their places in the lane. */
    void putBackMore() {
        List<Delivery> back = new ArrayList<>(more);
        more.clear();
        Collections.reverse(back);
        back.forEach(waiting::putBack);
        back.forEach(inWork::remove);
    }

    /** Returns all deliveries to the lane. */
    void putBack(boolean lastInLane) {
        if (lastInLane) {
            all().forEach(waiting::add);
            end();
        } else {
            putBackMore();
            waiting.putBack(first);
            inWork.remove(first);
        }
    }

    void end() {
        all().forEach(inWork::remove);
    }
}
