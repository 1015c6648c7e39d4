package io.orderflow.backing;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests for other hosts than this machine. Otherwise the page of another site could let its own name lead to this
 * machine (DNS rebinding), and the browser would let it read the answers.
 */
final class LocalNames extends Filter {

    private static final int MISDIRECTED = 421;
    private static final int NO_BODY = -1;
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        // A browser always sends the header.
        if (host == null || NAMES.contains(name(host))) {
            chain.doFilter(exchange);
        } else {
            exchange.sendResponseHeaders(MISDIRECTED, NO_BODY);
            exchange.close();
        }
    }

    private static String name(String host) {
        int port = host.lastIndexOf(':');
        return (port > host.lastIndexOf(']') ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "refuses requests for other hosts than this machine";
    }
}
