/** Sends the mails about orders, and answers order-service by events. */
@NullMarked
package io.orderflow.email;

import org.jspecify.annotations.NullMarked;
