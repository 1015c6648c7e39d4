/** Orders: their events, their state, and how they are stored. */
@NullMarked
package io.orderflow.order;

import org.jspecify.annotations.NullMarked;
