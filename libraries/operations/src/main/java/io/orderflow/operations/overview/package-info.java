/** The state of the service over HTTP. */
@NullMarked
package io.orderflow.operations.overview;

import org.jspecify.annotations.NullMarked;
