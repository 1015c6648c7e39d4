/**
 * What operators do, over HTTP, with any service that has this module: {@code /ops} behind a login. It also closes every other
 * path that the service does not open by {@link io.orderflow.operations.login.OpenPaths}, and has what all services' HTTP
 * sides share: limits of input, and errors that say what is wrong.
 */
package io.orderflow.operations;
