/**
 * The commands of {@code ./demo}. They use a {@code RunningSystem}: either processes on this machine, behind a supervisor in the
 * background, or the containers of the compose file.
 */
@NullMarked
package io.orderflow.cli;

import org.jspecify.annotations.NullMarked;
