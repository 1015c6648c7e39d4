package io.orderflow.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.backing.LocalHttpServer;
import io.orderflow.system.ProtobufFields.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives traces from the services by OTLP over HTTP, like a collector. It ends with the JVM. */
final class TraceReceiver {

    /** @param parent empty for the first span of a trace */
    record Span(String service, String trace, String id, String parent, String name) {}

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TraceReceiver() {
        try {
            server = LocalHttpServer.create(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        // The structure is defined in opentelemetry/proto/collector/trace/v1/trace_service.proto and its imports.
        for (Field resourceSpans : ProtobufFields.of(exchange.getRequestBody().readAllBytes(), 1)) {
            String service = serviceName(resourceSpans);
            for (Field scopeSpans : resourceSpans.inside(2)) {
                scopeSpans.inside(2).forEach(span -> spans.add(span(service, span)));
            }
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static String serviceName(Field resourceSpans) {
        return resourceSpans.inside(1).stream()
                .flatMap(resource -> resource.inside(1).stream())
                .filter(attribute -> text(attribute, 1).equals("service.name"))
                .map(attribute -> text(attribute.inside(2).get(0), 1))
                .findFirst()
                .orElse("");
    }

    private static Span span(String service, Field span) {
        return new Span(service, hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5));
    }

    private static String hex(Field message, int number) {
        return HexFormat.of().formatHex(first(message, number));
    }

    private static String text(Field message, int number) {
        return new String(first(message, number), StandardCharsets.UTF_8);
    }

    private static byte[] first(Field message, int number) {
        List<Field> found = message.inside(number);
        return found.isEmpty() ? new byte[0] : found.get(0).bytes();
    }
}
