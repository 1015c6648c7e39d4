package io.orderflow.chaos;

import java.util.UUID;

/** What a customer holds after a 201. */
record Receipt(UUID order, OrderKind kind) {}
