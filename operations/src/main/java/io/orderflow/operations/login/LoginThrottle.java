package io.orderflow.operations.login;

import io.orderflow.operations.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses logins from an address with too many wrong passwords, without checking the password. Requests without a password pass.
 */
final class LoginThrottle extends OncePerRequestFilter {

    private final FailedLogins failedLogins;
    private final ProblemWriter problems;

    LoginThrottle(FailedLogins failedLogins, ProblemWriter problems) {
        this.failedLogins = failedLogins;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean triesToLogIn = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (triesToLogIn && failedLogins.areTooMany(request.getRemoteAddr())) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(FailedLogins.WINDOW.toSeconds()));
            problems.write(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many wrong passwords came from this address; try again in a minute.");
            return;
        }
        chain.doFilter(request, response);
    }
}
