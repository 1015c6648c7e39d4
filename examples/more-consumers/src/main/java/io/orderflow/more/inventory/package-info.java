/** Reserves the items of orders. */
@NullMarked
package io.orderflow.more.inventory;

import org.jspecify.annotations.NullMarked;
