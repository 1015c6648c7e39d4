/** Compares the answers and the documents of HTTP APIs in tests. */
@NullMarked
package io.orderflow.api;

import org.jspecify.annotations.NullMarked;
