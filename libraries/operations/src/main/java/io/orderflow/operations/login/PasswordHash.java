package io.orderflow.operations.login;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The hash of a password, with the prefix of Spring Security that names its algorithm. */
final class PasswordHash {

    private static final Pattern KNOWN = Pattern.compile("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}"
            + "|\\{pbkdf2@SpringSecurity_v5_8}[0-9a-f]{96}"
            + "|\\{SHA-256}\\{[^{}]{16,64}}[0-9a-f]{64}");

    private static final int SHORTEST = 12;

    /** bcrypt ignores further bytes. */
    private static final int MOST_BYTES = 72;

    /** The lowest strength, because this hash exists only in memory and can't be stolen from a file or table. */
    private static final int BCRYPT_STRENGTH = 4;

    private PasswordHash() {}

    /**
     * Accepts a hash, or hashes a plain password.
     *
     * @param setting the name of the setting, for errors; they do not contain its value
     * @throws IllegalArgumentException if the value is an unknown hash or a weak password
     */
    static String fromSetting(String setting, String value) {
        if (KNOWN.matcher(value).matches()) {
            return value;
        }
        if (value.startsWith("{")) {
            throw new IllegalArgumentException(setting + " must be a plain password that does not begin with '{', "
                    + "or a hash: {bcrypt}, {pbkdf2@SpringSecurity_v5_8}, or {SHA-256} with a salt");
        }
        if (value.length() < SHORTEST || value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "%s must be a password of %s to %s characters".formatted(setting, SHORTEST, MOST_BYTES));
        }
        return of(value);
    }

    /** Whether the hash fits only a random password. */
    static boolean isFast(String hash) {
        return hash.startsWith("{SHA-256}");
    }

    static String of(CharSequence password) {
        return "{bcrypt}" + new BCryptPasswordEncoder(BCRYPT_STRENGTH).encode(password);
    }
}
