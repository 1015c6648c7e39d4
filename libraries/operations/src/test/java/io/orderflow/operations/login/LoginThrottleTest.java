package io.orderflow.operations.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.operations.web.ProblemWriter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import tools.jackson.databind.json.JsonMapper;

class LoginThrottleTest {

    private static final String CHOSEN = "correct-horse-battery";

    private final FailedLogins failedLogins = new FailedLogins(() -> 0);
    private final LoginThrottle throttle = new LoginThrottle(
            failedLogins,
            new RandomPasswords(
                    new InMemoryUserDetailsManager(
                            account("operator", PasswordHashTest.OF_SHELL), account("person", PasswordHash.of(CHOSEN))),
                    PasswordEncoderFactories.createDelegatingPasswordEncoder()),
            new ProblemWriter(new JsonMapper()));

    private static UserDetails account(String user, String hash) {
        return User.withUsername(user).password(hash).authorities(user).build();
    }

    /** Another process guesses at the same address, and its guesses fill the queue. */
    @BeforeEach
    void guess() {
        IntStream.range(0, FailedLogins.MOST).forEach(i -> failedLogins.count("127.0.0.1"));
        while (failedLogins.nextCheck("127.0.0.1").isPresent()) {}
    }

    @ParameterizedTest
    @CsvSource({
        "operator, battery-staple-horse,  200",
        "operator, battery-staple-house,  429",
        "person,   correct-horse-battery, 429",
        "nobody,   battery-staple-horse,  429"
    })
    void letsOnlyTheRightRandomPasswordPass(String user, String password, int status) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ops/queues");
        request.addHeader("Authorization", "Basic " + HttpHeaders.encodeBasicAuth(user, password, null));
        assertThat(answer(request)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"Basic", "Basic ====", "Basic bm8tY29sb24=", "Bearer token"})
    void refusesCredentialsThatItCannotRead(String credentials) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ops/queues");
        request.addHeader("Authorization", credentials);

        assertThat(answer(request)).isEqualTo(429);
    }

    private int answer(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        throttle.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
