/** Describes the HTTP API of a service by OpenAPI. */
@NullMarked
package io.orderflow.operations.openapi;

import org.jspecify.annotations.NullMarked;
