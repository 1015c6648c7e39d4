/** The audit log of what operators did. */
@NullMarked
package io.orderflow.messaging.audit;

import org.jspecify.annotations.NullMarked;
