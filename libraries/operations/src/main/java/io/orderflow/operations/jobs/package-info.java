/** Lists and cancels delayed jobs over HTTP. */
@NullMarked
package io.orderflow.operations.jobs;

import org.jspecify.annotations.NullMarked;
