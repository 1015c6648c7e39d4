package io.orderflow.backing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows the mails of a {@link MailServer} over HTTP on a loopback port. People get a page. Programs get a part of Mailpit's API,
 * so they work with both servers. {@code GET /arrivals} lists the arrival times of mails.
 */
public final class MailApi implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final MailServer mailServer;
    private final HttpServer http;

    private MailApi(MailServer mailServer, int port) throws IOException {
        this.mailServer = mailServer;
        http = LocalHttpServer.create(port);
        http.createContext("/", this::answer).getFilters().add(new LocalNames());
    }

    /** Starts to serve on this port, or on a free one if it is 0. */
    public static MailApi start(MailServer mailServer, int port) {
        try {
            MailApi api = new MailApi(mailServer, port);
            api.http.start();
            return api;
        } catch (IOException e) {
            throw new BackingServiceException("The mail page can't listen on port " + port, e);
        }
    }

    public int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                route(exchange);
            } else {
                send(exchange, 405, "text/plain", "Only GET is served here.\n");
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> send(exchange, 200, "text/html", MailPage.of(latestFirst()));
            case "/livez", "/readyz" -> send(exchange, 200, "text/plain", "ok\n");
            case "/arrivals" -> send(exchange, 200, "application/json", JSON.writeValueAsString(mailServer.arrivals()));
            case "/api/v1/messages" -> sendPage(exchange, latestFirst(), query);
            case "/api/v1/search" -> sendPage(exchange, found(query.getOrDefault("query", "")), query);
            default -> send(exchange, 404, "text/plain", "There is nothing here.\n");
        }
    }

    private void sendPage(HttpExchange exchange, List<Mail> mails, Map<String, String> query) throws IOException {
        String page;
        try {
            page = json(mails, query);
        } catch (NumberFormatException e) {
            send(exchange, 400, "text/plain", "start and limit are numbers.\n");
            return;
        }
        send(exchange, 200, "application/json", page);
    }

    private List<Mail> latestFirst() {
        List<Mail> mails = new ArrayList<>(mailServer.mails());
        Collections.reverse(mails);
        return mails;
    }

    /**
     * Understands {@code to:}, {@code subject:} and {@code message-id:} as Mailpit does, and looks for any other word in the
     * whole mail. All words must match.
     */
    private List<Mail> found(String words) {
        List<String> wanted = Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replace("\"", ""))
                .toList();
        return latestFirst().stream()
                .filter(mail -> wanted.stream().allMatch(word -> fits(mail, word)))
                .toList();
    }

    private static boolean fits(Mail mail, String word) {
        String value = word.substring(word.indexOf(':') + 1);
        String field = word.substring(0, Math.max(0, word.indexOf(':')));
        String text = switch (field) {
            case "to", "addressed" -> String.join(" ", mail.to());
            case "subject" -> mail.subject();
            case "message-id" -> mail.messageId();
            default -> mail.to() + " " + mail.subject() + " " + mail.text();
        };
        return text.toLowerCase(Locale.ROOT).contains(value);
    }

    private String json(List<Mail> mails, Map<String, String> query) {
        int start = Math.max(0, Integer.parseInt(query.getOrDefault("start", "0")));
        int limit = Math.min(
                MAX_LIMIT, Math.max(0, Integer.parseInt(query.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT)))));
        List<Map<String, Object>> page =
                mails.stream().skip(start).limit(limit).map(MailApi::summary).toList();
        return JSON.writeValueAsString(Map.of(
                "total", mailServer.count(),
                "unread", 0,
                "count", page.size(),
                "messages_count", mails.size(),
                "start", start,
                "tags", List.of(),
                "messages", page));
    }

    private static Map<String, Object> summary(Mail mail) {
        return Map.of(
                "ID", mail.id(),
                "MessageID", mail.messageId().replaceAll("^<|>$", ""),
                "From", address(mail.from()),
                "To", mail.to().stream().map(MailApi::address).toList(),
                "Subject", mail.subject(),
                "Created", mail.receivedAt().toString(),
                "Size", mail.size(),
                "Attachments", 0,
                "Read", false,
                "Snippet", mail.text().substring(0, Math.min(200, mail.text().length())));
    }

    private static Map<String, String> address(String address) {
        return Map.of("Name", "", "Address", address);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> decoded(pair[0]),
                                pair -> pair.length == 2 ? decoded(pair[1]) : "",
                                (first, second) -> first));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Strangers write the mails. If the escaping misses something, this policy still lets nothing in them run or load. */
    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean wantsBody = !"HEAD".equals(exchange.getRequestMethod());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, wantsBody ? bytes.length : -1);
        if (wantsBody) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
