package io.orderflow.api;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The answer to a client's request.
 *
 * @param path without the query
 * @param contentType null if there is none
 * @param headers the names of all headers
 */
record Answer(String method, String path, int status, String contentType, Set<String> headers, byte[] body) {

    boolean isHead() {
        return method.equals("HEAD");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "%s %s -> %s %s".formatted(method, path, status, contentType == null ? "" : contentType);
    }
}
