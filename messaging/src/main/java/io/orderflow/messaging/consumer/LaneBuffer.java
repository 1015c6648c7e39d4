package io.orderflow.messaging.consumer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The messages that a replica holds and has not begun with. The most important lane is served first, but none starves: a
 * lane that has been passed over often enough in a row has its turn, whatever else waits.
 */
final class LaneBuffer {

    private final List<Deque<Delivery>> lanes = new ArrayList<>();
    private final int[] passedOver;
    private final int turnAfter;

    /** @param oneIn of so many messages taken, each lane in which some wait gets one at least */
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

    /** It was taken and not handled: it is the first of its lane again. */
    synchronized void putBack(Delivery delivery) {
        lanes.get(delivery.lane()).addFirst(delivery);
        notifyAll();
    }

    /** @return how many wait, at least one */
    synchronized int awaitAny() throws InterruptedException {
        int waiting = size();
        while (waiting == 0) {
            wait();
            waiting = size();
        }
        return waiting;
    }

    /** @return the message whose turn it is, or null if none is left */
    synchronized Delivery poll() {
        if (size() == 0) {
            return null;
        }
        int served = nextLane();
        for (int i = 0; i < passedOver.length; i++) {
            passedOver[i] = i == served || lanes.get(i).isEmpty() ? 0 : passedOver[i] + 1;
        }
        return lanes.get(served).removeFirst();
    }

    /** Among the lanes whose turn it is, the one that has waited longest for it; otherwise the most important. */
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

    /** What waits, most important lane first; the turns of the others are not foreseen. */
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
