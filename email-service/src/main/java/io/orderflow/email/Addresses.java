package io.orderflow.email;

import io.orderflow.messaging.PermanentFailure;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Lets one plain address through: no name, no list, nothing that could start another header or command. */
final class Addresses {

    /** RFC 5321: the longest path, without its angle brackets. */
    private static final int LONGEST = 254;

    private Addresses() {}

    /** @throws PermanentFailure without quoting the address */
    static void check(String address) {
        if (!isPlain(address)) {
            throw new PermanentFailure("the recipient's address is not valid");
        }
    }

    static boolean isPlain(String address) {
        // Printable ASCII only: others need SMTPUTF8, which is not asked of the mail server.
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
