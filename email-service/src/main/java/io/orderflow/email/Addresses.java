package io.orderflow.email;

import io.orderflow.messages.MailAddress;
import io.orderflow.messaging.NonRetryableException;

/** Checks the recipient of a message, which may have come from another service. */
final class Addresses {

    private Addresses() {}

    /** @throws NonRetryableException if the address is not valid; its message does not quote the address */
    static void check(String address) {
        if (!MailAddress.isValid(address)) {
            throw new NonRetryableException("the recipient's address is not valid");
        }
    }
}
