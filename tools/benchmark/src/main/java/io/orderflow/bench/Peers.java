package io.orderflow.bench;

import io.orderflow.launcher.Orderflow;

/** The shops to measure, and the promises of each. */
final class Peers {

    static final String OURS = "Orderflow";
    static final String NAIVE = "naive, no confirms";
    static final String CONFIRM = "naive, a confirm each";
    static final String SYNCHRONOUS = "synchronous";
    static final String STORY = "Express + BullMQ";

    private Peers() {}

    static Peer<OrderflowShop> ours(Orderflow system) {
        return new Peer<>(
                OURS,
                "order, history, reminder and message are committed together",
                "a message may come twice; consumers handle it once",
                () -> OrderflowShop.open(system));
    }

    static Peer<NaiveShop> naive(Orderflow system) {
        return new Peer<>(
                NAIVE,
                "the order is committed",
                "the order is stored and its message lost when the service or the broker dies between",
                () -> NaiveShop.queueing(system, "no-confirm"));
    }

    static Peer<NaiveShop> confirm(Orderflow system) {
        return new Peer<>(
                CONFIRM,
                "the order is committed, and the broker has its message",
                "the order is stored and its message missing when the service dies between; none is taken while the "
                        + "broker is away",
                () -> NaiveShop.queueing(system, "confirm"));
    }

    static Peer<NaiveShop> synchronous(Orderflow system) {
        return new Peer<>(
                SYNCHRONOUS,
                "the order is committed, mailed and paid",
                "stored and not paid, or mailed and not paid, when anything dies between; none is taken while mail or "
                        + "payment is away; no limit is kept",
                () -> NaiveShop.synchronous(system));
    }

    static Peer<ExpressBullMqShop> story(Orderflow system) {
        return new Peer<>(
                STORY,
                "the order is committed, and Redis has its jobs in memory",
                "the order is stored and its jobs missing when the service dies between; a second of jobs is lost with the machine "
                        + "(fsync every second); none is taken while Redis is away",
                () -> ExpressBullMqShop.open(system));
    }
}
