package io.orderflow.backing;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates passwords. */
public final class Passwords {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** A new password of 144 random bits. It consists of letters, digits, {@code -} and {@code _}, so it needs no escaping. */
    public static String random() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
