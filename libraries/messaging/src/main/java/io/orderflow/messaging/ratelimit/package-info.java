/** Rate limits that all replicas share. */
@NullMarked
package io.orderflow.messaging.ratelimit;

import org.jspecify.annotations.NullMarked;
