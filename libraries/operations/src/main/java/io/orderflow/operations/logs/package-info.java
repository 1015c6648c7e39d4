/** Shortens the log. */
@NullMarked
package io.orderflow.operations.logs;

import org.jspecify.annotations.NullMarked;
