package io.orderflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DescribedAnswerTest {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final ApiDocument document = ApiDocument.parse("""
            openapi: 3.1.0
            paths:
              /books/{id}:
                get:
                  responses:
                    "200":
                      content:
                        application/json: {schema: {$ref: "#/components/schemas/Book"}}
                    "503":
                      $ref: "#/components/responses/Later"
              /books/latest:
                delete:
                  responses:
                    "204": {description: Deleted}
            components:
              schemas:
                Book:
                  type: object
                  properties:
                    title: {type: string}
                    soldAt: {type: [string, "null"], format: date-time}
                  required: [title]
                Problem:
                  type: object
                  properties:
                    status: {type: integer}
                  required: [status]
              responses:
                Later:
                  headers:
                    Retry-After: {required: true, schema: {type: integer}}
                  content:
                    application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}
            """);

    @Test
    void acceptsADescribedAnswer() {
        assertThat(missing("GET", "/books/1", 200, JSON, "{\"title\": \"Emma\"}"))
                .isEmpty();
        assertThat(missing("GET", "/books/1", 200, JSON, "{\"title\": \"Emma\", \"soldAt\": \"2026-01-31T08:30:00Z\"}"))
                .isEmpty();
        assertThat(missing("HEAD", "/books/1", 200, JSON, "")).isEmpty();
        assertThat(missing("DELETE", "/books/latest", 204, null, "")).isEmpty();
        assertThat(missing("GET", "/books/1", 503, PROBLEM, "{\"status\": 503}", "Retry-After"))
                .isEmpty();
        assertThat(missing("GET", "/no/such/path", 404, null, "")).isEmpty();
    }

    @Test
    void refusesAnotherStatusMediaTypeOrBody() {
        assertThat(missing("GET", "/books/1", 404, PROBLEM, "{\"status\": 404}"))
                .contains("status 404");
        assertThat(missing("GET", "/books/1", 200, "text/plain", "Emma")).contains("the media type text/plain");
        assertThat(missing("GET", "/books/1", 200, null, "")).contains("that there may be no body");
        assertThat(missing("DELETE", "/books/latest", 204, JSON, "{}")).contains("a body");
        assertThat(missing("GET", "/books/1", 200, JSON, "{")).contains("a body that is not JSON");
    }

    @Test
    void refusesAMissingAnUnknownAndAMalformedField() {
        assertThat(missing("GET", "/books/1", 200, JSON, "{}")).contains("title");
        assertThat(missing("GET", "/books/1", 200, JSON, "{\"title\": \"Emma\", \"pages\": 1}"))
                .contains("pages");
        assertThat(missing("GET", "/books/1", 200, JSON, "{\"title\": \"Emma\", \"soldAt\": \"today\"}"))
                .contains("soldAt");
    }

    @Test
    void refusesAMissingAndAnUnknownHeader() {
        assertThat(missing("GET", "/books/1", 503, PROBLEM, "{\"status\": 503}"))
                .contains("the header Retry-After may be absent");
        assertThat(missing("GET", "/books/1", 200, JSON, "{\"title\": \"Emma\"}", "X-Shelf"))
                .contains("the header X-Shelf");
    }

    @Test
    void anotherMethodIsAnsweredByAProblem() {
        assertThat(missing("PUT", "/books/1", 405, PROBLEM, "{\"status\": 405}", "Allow"))
                .isEmpty();
        assertThat(missing("PUT", "/books/1", 405, "text/plain", "no", "Allow")).contains("media type");
        assertThat(missing("PUT", "/books/1", 200, JSON, "{}")).contains("method PUT");
        assertThat(missing("OPTIONS", "/books/1", 200, null, "", "Allow")).isEmpty();
        assertThat(missing("OPTIONS", "/books/1", 200, null, "")).contains("Allow");
    }

    @Test
    void aBodyThatTheOperationDoesNotHaveMayBeRefused() {
        assertThat(missing("GET", "/books/1", 413, PROBLEM, "{\"status\": 413}"))
                .isEmpty();
        assertThat(missing("GET", "/books/1", 413, "text/plain", "too large")).contains("media type");
    }

    private String missing(String method, String path, int status, String contentType, String body, String... headers) {
        return String.join(
                "\n",
                document.missing(new Answer(
                        method,
                        path,
                        status,
                        contentType,
                        ApiDocument.headers(headers),
                        body.getBytes(StandardCharsets.UTF_8))));
    }
}
