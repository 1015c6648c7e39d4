package io.orderflow.operations.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

class PasswordHashTest {

    private static final String PASSWORD = "battery-staple-horse";

    /** Printed by the shell commands of {@code deploy/docker/make-secrets.sh}. */
    static final String OF_SHELL =
            "{SHA-256}{00112233445566778899aabbccddeeff}2c5e4ab4accea99633d6daac49cee7cc7193537a9460e8b24148184101d683b2";

    private final PasswordEncoder spring = PasswordEncoderFactories.createDelegatingPasswordEncoder();

    static Stream<String> hashes() {
        return Stream.of(
                OF_SHELL,
                encoded("bcrypt", new BCryptPasswordEncoder()),
                encoded("pbkdf2@SpringSecurity_v5_8", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }

    private static String encoded(String algorithm, PasswordEncoder encoder) {
        return new DelegatingPasswordEncoder(algorithm, Map.of(algorithm, encoder)).encode(PASSWORD);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void keepsAHash(String hash) {
        assertThat(PasswordHash.fromSetting("setting", hash)).isEqualTo(hash);
        assertThat(spring.matches(PASSWORD, hash)).isTrue();
        assertThat(spring.matches("battery-staple-house", hash)).isFalse();
    }

    @Test
    void hashesAPlainPassword() {
        String hash = PasswordHash.fromSetting("setting", PASSWORD);

        assertThat(hash).startsWith("{bcrypt}").doesNotContain(PASSWORD);
        assertThat(spring.matches(PASSWORD, hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "a password that is longer than the seventy-two bytes that bcrypt compares",
                "{noop}battery-staple-horse",
                "{MD5}{0123456789abcdef}6cd3556deb0da54bca060b4c39479839",
                "{bcrypt}battery-staple-horse",
                "{SHA-256}84a516841ba77a5b4648de2cd0dfcb30ea46dbb4fa4c2dd5a4f4fe0e6a2d0e54",
                "{unknown}battery-staple-horse"
            })
    void refusesUnknownHashesAndWeakPasswordsWithoutPrintingThem(String value) {
        assertThatThrownBy(() -> PasswordHash.fromSetting("orderflow.ops.password", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("orderflow.ops.password must be")
                .message()
                .doesNotContain(value);
    }
}
