package io.orderflow.operations.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class RememberingPasswordEncoderTest {

    private final List<String> compared = new ArrayList<>();
    private final PasswordEncoder encoder = new RememberingPasswordEncoder(new PasswordEncoder() {
        @Override
        public String encode(CharSequence password) {
            return "hash of " + password;
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            compared.add(password.toString());
            return hash.equals(encode(password));
        }
    });

    @Test
    void comparesARightPasswordOnce() {
        assertThat(encoder.matches("right", "hash of right")).isTrue();
        assertThat(encoder.matches("right", "hash of right")).isTrue();

        assertThat(compared).containsExactly("right");
    }

    @Test
    void comparesAWrongPasswordEachTime() {
        assertThat(encoder.matches("wrong", "hash of right")).isFalse();
        assertThat(encoder.matches("wrong", "hash of right")).isFalse();

        assertThat(compared).containsExactly("wrong", "wrong");
    }

    @Test
    void doesNotTakeOneAccountsPasswordForAnothers() {
        assertThat(encoder.matches("monitor", "hash of monitor")).isTrue();
        assertThat(encoder.matches("monitor", "hash of operator")).isFalse();
    }
}
