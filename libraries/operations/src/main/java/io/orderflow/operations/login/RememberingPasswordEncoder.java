package io.orderflow.operations.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orderflow.messaging.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Remembers passwords that matched, because every request contains one and the comparison with a slow hash takes a tenth of a
 * second. A wrong password is compared each time. Only digests are remembered: a heap dump should not contain the passwords.
 */
final class RememberingPasswordEncoder implements PasswordEncoder {

    private static final int MOST = 10;

    private final PasswordEncoder encoder;
    private final Cache<String, Boolean> matched =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** @param encoder knows the algorithm of each hash */
    RememberingPasswordEncoder(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return password == null ? null : PasswordHash.of(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        // Concurrent first requests with the same password share one comparison. A null is not stored.
        return matched.get(Sha256.hexOf(hash + password), key -> encoder.matches(password, hash) ? true : null) != null;
    }
}
