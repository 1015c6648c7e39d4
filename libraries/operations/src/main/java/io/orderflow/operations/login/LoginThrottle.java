package io.orderflow.operations.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orderflow.messaging.Sha256;
import io.orderflow.operations.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows logins from an address with too many wrong passwords. Credentials that were right before pass at once: whoever has them
 * does not guess, and must not suffer from others with the same address. The same is true for a right random password.
 */
final class LoginThrottle extends OncePerRequestFilter {

    private static final int MOST_KNOWN = 100;

    private final FailedLogins failedLogins;
    private final RandomPasswords randomPasswords;
    private final ProblemWriter problems;

    /** Digests of credentials. */
    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    LoginThrottle(FailedLogins failedLogins, RandomPasswords randomPasswords, ProblemWriter problems) {
        this.failedLogins = failedLogins;
        this.randomPasswords = randomPasswords;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (credentials == null) {
            chain.doFilter(request, response);
            return;
        }
        String digest = Sha256.hexOf(credentials);
        boolean passes = known.getIfPresent(digest) != null || randomPasswords.isRightIn(request);
        if (!passes && !mayCheck(request.getRemoteAddr())) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(FailedLogins.LONGEST_WAIT.toSeconds()));
            problems.write(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many wrong passwords came from this address; try again in a few seconds.");
            return;
        }
        chain.doFilter(request, response);
        if (SecurityContextHolder.getContext().getAuthentication() instanceof UsernamePasswordAuthenticationToken) {
            known.put(digest, true);
        }
    }

    private boolean mayCheck(String address) throws ServletException {
        Optional<Duration> wait = failedLogins.nextCheck(address);
        try {
            if (wait.isPresent()) {
                Thread.sleep(wait.get().toMillis());
            }
            return wait.isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("this service is stopping", e);
        }
    }
}
