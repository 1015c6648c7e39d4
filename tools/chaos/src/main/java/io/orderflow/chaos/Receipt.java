package io.orderflow.chaos;

import java.util.UUID;

/** The customer's proof of an accepted order, after a 201. */
record Receipt(UUID order, OrderKind kind) {}
