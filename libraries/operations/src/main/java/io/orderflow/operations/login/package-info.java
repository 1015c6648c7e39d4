/** Accounts, passwords and public endpoints. */
@NullMarked
package io.orderflow.operations.login;

import org.jspecify.annotations.NullMarked;
