/** Readiness of the service. */
@NullMarked
package io.orderflow.operations.health;

import org.jspecify.annotations.NullMarked;
