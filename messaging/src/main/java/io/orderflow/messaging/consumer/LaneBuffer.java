package io.orderflow.messaging.consumer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The messages that a replica holds and has not begun with, most important lane first. */
final class LaneBuffer {

    private final List<Deque<Delivery>> lanes = new ArrayList<>();

    LaneBuffer(int lanes) {
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new ArrayDeque<>());
        }
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

    /** @return the most important message, or null if none is left */
    synchronized Delivery poll() {
        for (Deque<Delivery> lane : lanes) {
            dropLost(lane);
            if (!lane.isEmpty()) {
                return lane.removeFirst();
            }
        }
        return null;
    }

    synchronized void clear() {
        lanes.forEach(Deque::clear);
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
