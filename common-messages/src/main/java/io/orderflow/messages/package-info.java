/**
 * The contract between the services: every message that they exchange over the broker, and nothing else.
 *
 * <p>A change here is a change of the contract. The golden files in the tests and the JSON Schemas in {@code schemas/} show it in
 * the diff. A new optional field is compatible, because readers ignore unknown fields. Any other change needs a new
 * {@code version}.
 */
@NullMarked
package io.orderflow.messages;

import org.jspecify.annotations.NullMarked;
