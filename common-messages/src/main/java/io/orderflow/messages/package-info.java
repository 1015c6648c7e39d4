/**
 * The contract between the services: every message that travels over the broker, and nothing else.
 *
 * <p>A change here is a change of the contract. The golden files in the tests and the JSON Schemas in {@code schemas/}
 * show it in the diff. Adding an optional field is compatible, because unknown fields are ignored; anything else takes a
 * new {@code version}.
 */
package io.orderflow.messages;
