package io.orderflow.order.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of one JSON object per line, each sent at once. Sends nothing before the first line, so an error can still set the status.
 */
class JsonLines {

    private final HttpServletResponse response;
    private final JsonMapper json;

    JsonLines(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
    }

    void write(Object line) {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        try {
            response.getOutputStream().write((json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("the client has closed the connection", e);
        }
    }
}
