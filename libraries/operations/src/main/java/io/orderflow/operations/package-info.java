/**
 * The operators' HTTP API for any service that includes this module: {@code /ops} behind a login. Every path requires the login
 * unless the service declares it in {@link io.orderflow.operations.login.PublicEndpoints}. The module also limits the input of all HTTP
 * endpoints and defines the format of their errors.
 */
@NullMarked
package io.orderflow.operations;

import org.jspecify.annotations.NullMarked;
