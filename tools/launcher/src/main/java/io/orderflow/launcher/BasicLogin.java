package io.orderflow.launcher;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Builds the header {@code Authorization} of a request (RFC 7617). */
public final class BasicLogin {

    private BasicLogin() {}

    public static String header(String user, String password) {
        String both = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
