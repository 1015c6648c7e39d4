/**
 * Starts, stops and shows the whole system. One code for {@code ./demo} and for the system tests, so that what is tested is what
 * users run.
 *
 * <p>{@link io.orderflow.launcher.Orderflow} is the system as processes of this machine. The commands of {@code ./demo} work on
 * a {@code RunningSystem}, which is either that, behind a supervisor in the background, or the compose file's containers.
 */
package io.orderflow.launcher;
