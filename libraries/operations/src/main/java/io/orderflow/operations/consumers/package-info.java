/** Pauses, resumes and limits consumers over HTTP. */
@NullMarked
package io.orderflow.operations.consumers;

import org.jspecify.annotations.NullMarked;
