/**
 * Starts and stops the whole system. {@code ./demo} and the system tests share this code, so the tests run what users run.
 *
 * <p>{@link io.orderflow.launcher.Orderflow} is the system as processes on this machine.
 */
@NullMarked
package io.orderflow.launcher;

import org.jspecify.annotations.NullMarked;
