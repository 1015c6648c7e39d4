package io.orderflow.bench;

import java.util.function.Supplier;

/**
 * A shop to measure.
 *
 * @param keeps what its {@code 201} promises
 * @param risks what it does not guarantee
 * @param opening opens the empty shop and returns when it accepts orders; fails with advice if that is not possible on this machine
 */
record Peer<S extends OrderSystem>(String name, String keeps, String risks, Supplier<S> opening) {}
