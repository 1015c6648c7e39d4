package io.orderflow.operations.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a Content-Type with a wildcard. Otherwise the first component that parses it would fail, and the answer would be 500.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConcreteContentType extends OncePerRequestFilter {

    private final ProblemWriter problems;

    ConcreteContentType(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type != null && type.contains("*")) {
            problems.write(
                    response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be one type, without '*'.");
        } else {
            chain.doFilter(request, response);
        }
    }
}
