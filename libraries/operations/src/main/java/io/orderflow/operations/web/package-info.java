/** Errors, limits and addresses of all HTTP endpoints. */
@NullMarked
package io.orderflow.operations.web;

import org.jspecify.annotations.NullMarked;
