package io.orderflow.order;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A request as bytes. Its Content-Length is always right, so that the end of its answer can be recognised. */
record RawRequest(String method, String target, Map<String, String> headers, byte[] body) {

    static RawRequest order(String body) {
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        return new RawRequest("POST", "/orders", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        Map<String, String> all = new TreeMap<>(headers);
        all.putIfAbsent("Host", "localhost");
        all.put("Content-Length", Integer.toString(body.length));
        all.forEach((name, value) -> head.append("%s: %s\r\n".formatted(name, value)));
        // ISO 8859-1 maps each character to one byte, so headers can hold any byte.
        byte[] start = (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[start.length + body.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(body, 0, bytes, start.length, body.length);
        return bytes;
    }

    /** Describes the request in the report of a failure. */
    @Override
    public String toString() {
        String text = "%s %s %s %s".formatted(method, target, headers, new String(body, StandardCharsets.UTF_8));
        return text.substring(0, Math.min(text.length(), 2000));
    }
}
