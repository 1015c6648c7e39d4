/** Circuit breakers for providers. */
@NullMarked
package io.orderflow.messaging.provider;

import org.jspecify.annotations.NullMarked;
