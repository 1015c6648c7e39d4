package io.orderflow.operations.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request for a host that is not this service. Otherwise the page of another site could let its own name lead to this
 * service (DNS rebinding), and the browser would treat both as one site. An IP address can't be rebound, so each is allowed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class AllowedHosts extends OncePerRequestFilter {

    private static final String ANY = "*";

    private final Set<String> names;
    private final ProblemWriter problems;

    /** @param serviceName its name in the network of Compose */
    AllowedHosts(HttpProperties settings, String serviceName, ProblemWriter problems) {
        this.names = Stream.concat(Stream.of("localhost", serviceName), settings.allowedHosts().stream())
                .map(it -> it.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader(HttpHeaders.HOST);
        // A browser always sends this header, and no page can change it. So it counts even if a trusted proxy forwards
        // another host.
        if (host == null || isAllowed(name(host)) && isAllowed(name(request.getServerName()))) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    HttpStatus.MISDIRECTED_REQUEST,
                    "This service does not answer for this host; orderflow.http.allowed-hosts may name more hosts.");
        }
    }

    private boolean isAllowed(String name) {
        return names.contains(ANY) || names.contains(name) || isAddress(name);
    }

    private static String name(String host) {
        int port = host.lastIndexOf(':');
        String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }

    /** No top-level domain consists of digits. */
    private static boolean isAddress(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return name.startsWith("[") || !last.isEmpty() && last.chars().allMatch(it -> it >= '0' && it <= '9');
    }
}
