package io.orderflow.bench;

import java.util.function.Supplier;

/**
 * A shop that is measured.
 *
 * @param keeps what its {@code 201} promises
 * @param risks what it does not guarantee
 * @param opening opens the shop, empty, and returns when it takes orders; fails with what to do where that is not possible here
 */
record Contestant<S extends Shop>(String name, String keeps, String risks, Supplier<S> opening) {}
