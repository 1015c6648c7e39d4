package io.orderflow.launcher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The accounts of the services' {@code /ops} API. A service gets only hashes, so that whoever reads its environment can't log in as
 * the operator. order-service also gets the password of the read-only account, for the page's poll of the other services.
 *
 * <p>The hash is a fast one. The passwords are random, so they can't be guessed, however fast guesses are checked.
 */
record OpsAccounts(String operatorPassword, String monitorPassword, String salt) {

    Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("ORDERFLOW_OPS_USER", Orderflow.OPERATOR);
        environment.put("ORDERFLOW_OPS_PASSWORD", hash(operatorPassword));
        environment.put("ORDERFLOW_OPS_MONITORPASSWORD", hash(monitorPassword));
        if (service.equals(Orderflow.ORDERS)) {
            environment.put("ORDERFLOW_LIVE_PASSWORD", monitorPassword);
        }
        return environment;
    }

    /** The form of Spring Security, as in {@code deploy/docker/make-secrets.sh}. */
    private String hash(String password) {
        String braced = "{" + salt + "}";
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((password + braced).getBytes(StandardCharsets.UTF_8));
            return "{SHA-256}" + braced + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Omits the passwords. */
    @Override
    public String toString() {
        return "OpsAccounts";
    }
}
