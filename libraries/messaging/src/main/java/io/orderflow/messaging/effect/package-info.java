/** Claims on effects outside of the database. */
@NullMarked
package io.orderflow.messaging.effect;

import org.jspecify.annotations.NullMarked;
