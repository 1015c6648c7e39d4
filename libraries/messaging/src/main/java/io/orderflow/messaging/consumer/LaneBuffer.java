package io.orderflow.messaging.consumer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a replica holds and has not begun. The buffer serves the most important lane first, but no lane starves: a
 * lane that was passed over often enough in a row is served next.
 */
final class LaneBuffer {

    private final List<Deque<Delivery>> lanes = new ArrayList<>();
    private final int[] passedOver;
    private final int turnAfter;

    /** @param oneIn out of this many messages taken, each lane with waiting messages gets at least one */
    LaneBuffer(int lanes, int oneIn) {
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new ArrayDeque<>());
        }
        this.passedOver = new int[lanes];
        this.turnAfter = oneIn - 1;
    }

    synchronized void add(Delivery delivery) {
        lanes.get(delivery.lane()).addLast(delivery);
        notifyAll();
    }

    /** Returns a message that was taken and not handled to the front of its lane. */
    synchronized void putBack(Delivery delivery) {
        lanes.get(delivery.lane()).addFirst(delivery);
        notifyAll();
    }

    /** @return how many messages wait, at least one */
    synchronized int awaitAny() throws InterruptedException {
        int waiting = size();
        while (waiting == 0) {
            wait();
            waiting = size();
        }
        return waiting;
    }

    /** @return the next message, or null if none waits */
    synchronized @Nullable Delivery poll() {
        if (size() == 0) {
            return null;
        }
        int served = nextLane();
        for (int i = 0; i < passedOver.length; i++) {
            passedOver[i] = i == served || lanes.get(i).isEmpty() ? 0 : passedOver[i] + 1;
        }
        return lanes.get(served).removeFirst();
    }

    /** Takes the next messages of a lane, up to the first that does not match. */
    synchronized List<Delivery> pollWhile(int lane, Predicate<Delivery> matches, int atMost) {
        Deque<Delivery> from = lanes.get(lane);
        List<Delivery> taken = new ArrayList<>();
        dropLost(from);
        while (taken.size() < atMost && !from.isEmpty() && matches.test(from.peekFirst())) {
            taken.add(from.removeFirst());
            dropLost(from);
        }
        return taken;
    }

    /** Among the lanes that were passed over often enough, the one that waited longest; otherwise the most important lane. */
    private int nextLane() {
        int next = -1;
        for (int i = 0; i < passedOver.length; i++) {
            if (!lanes.get(i).isEmpty()
                    && (next < 0 || passedOver[i] >= turnAfter && passedOver[i] > passedOver[next])) {
                next = i;
            }
        }
        return next;
    }

    synchronized void clear() {
        lanes.forEach(Deque::clear);
    }

    /** The waiting messages, most important lane first. This does not predict the turns of less important lanes. */
    synchronized List<Delivery> waiting() {
        return lanes.stream().flatMap(Deque::stream).filter(Delivery::isOurs).toList();
    }

    private int size() {
        int size = 0;
        for (Deque<Delivery> lane : lanes) {
            dropLost(lane);
            size += lane.size();
        }
        return size;
    }

    private static void dropLost(Deque<Delivery> lane) {
        while (!lane.isEmpty() && !lane.peekFirst().isOurs()) {
            lane.removeFirst();
        }
    }
}
