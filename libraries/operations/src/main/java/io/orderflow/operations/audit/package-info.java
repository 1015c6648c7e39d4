/** The audit log over HTTP. */
@NullMarked
package io.orderflow.operations.audit;

import org.jspecify.annotations.NullMarked;
