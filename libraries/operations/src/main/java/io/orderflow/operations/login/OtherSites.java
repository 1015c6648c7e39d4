package io.orderflow.operations.login;

import io.orderflow.operations.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that a browser makes for pages of other sites, before their password is checked or counted. Such a request may
 * carry no {@code Origin}: a link, an image or a new window.
 */
final class OtherSites extends OncePerRequestFilter {

    static final String REFUSAL = "Requests of other sites are not allowed.";

    /** The operator typed the address, or this service's own page made the request. Other clients send no such header. */
    private static final Set<String> OWN = Set.of("none", "same-origin");

    private final boolean linksAllowed;
    private final ProblemWriter problems;

    /** @param linksAllowed whether other sites may link to the page */
    OtherSites(boolean linksAllowed, ProblemWriter problems) {
        this.linksAllowed = linksAllowed;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site == null || OWN.contains(site) || linksAllowed && isLink(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(response, HttpStatus.FORBIDDEN, REFUSAL);
        }
    }

    private static boolean isLink(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
