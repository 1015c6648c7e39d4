/**
 * The server side of the live page: once a second this service reads the state of all services and pushes it to all open pages. The
 * number of pages does not change the number of reads.
 */
@NullMarked
package io.orderflow.dashboard;

import org.jspecify.annotations.NullMarked;
