/** Traces of HTTP requests. */
@NullMarked
package io.orderflow.operations.tracing;

import org.jspecify.annotations.NullMarked;
