package io.orderflow.email;

import io.orderflow.messaging.PermanentFailure;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Accepts a single plain address: no name, no list, and nothing that could start another header or command. */
final class Addresses {

    /** RFC 5321: the longest path, without its angle brackets. */
    private static final int LONGEST = 254;

    private Addresses() {}

    /** @throws PermanentFailure if the address is not valid; its message does not quote the address */
    static void check(String address) {
        if (!isPlain(address)) {
            throw new PermanentFailure("the recipient's address is not valid");
        }
    }

    static boolean isPlain(String address) {
        // Printable ASCII only: other characters need SMTPUTF8, which the mail server may not support.
        if (address.length() > LONGEST || !address.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return false;
        }
        try {
            return new InternetAddress(address, true).getAddress().equals(address);
        } catch (AddressException e) {
            return false;
        }
    }
}
