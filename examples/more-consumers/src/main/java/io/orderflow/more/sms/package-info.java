/** Sends a text message for each order. */
@NullMarked
package io.orderflow.more.sms;

import org.jspecify.annotations.NullMarked;
