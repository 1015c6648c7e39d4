/** Jobs that repeat: each runs once at each of its times, whatever the number of replicas. */
@NullMarked
package io.orderflow.messaging.job;

import org.jspecify.annotations.NullMarked;
