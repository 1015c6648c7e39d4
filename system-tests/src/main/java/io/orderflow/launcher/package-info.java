/**
 * Starts, stops and shows the whole system. {@code ./demo} and the system tests share this code, so the tests run what users run.
 *
 * <p>{@link io.orderflow.launcher.Orderflow} is the system as processes on this machine. The commands of {@code ./demo} use a {@code
 * RunningSystem}: either these processes, behind a supervisor in the background, or the containers of the compose file.
 */
package io.orderflow.launcher;
