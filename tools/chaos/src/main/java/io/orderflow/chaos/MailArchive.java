package io.orderflow.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The mails that Mailpit has received. */
final class MailArchive {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 500;

    private final URI api;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private volatile int latestCount;

    MailArchive(URI api) {
        this.api = api;
    }

    /** The number of mails; the last known one if Mailpit does not answer. */
    int count() {
        try {
            latestCount = page(0, 1).path("total").asInt();
        } catch (IOException e) {
            // Use the last count, which is about a second old.
        }
        return latestCount;
    }

    List<MailRecord.Arrived> confirmations() throws IOException {
        List<MailRecord.Arrived> all = new ArrayList<>();
        JsonNode messages;
        int read = 0;
        do {
            messages = page(read, PAGE).path("messages");
            read += messages.size();
            for (JsonNode mail : messages) {
                MailRecord.Arrived.confirmation(
                                // Mailpit omits the angle brackets.
                                "<" + mail.path("MessageID").asString() + ">",
                                mail.path("Subject").asString(),
                                OffsetDateTime.parse(mail.path("Created").asString())
                                        .toInstant())
                        .ifPresent(all::add);
            }
        } while (!messages.isEmpty());
        return all;
    }

    private JsonNode page(int start, int limit) throws IOException {
        URI page = api.resolve("/api/v1/messages?start=%d&limit=%d".formatted(start, limit));
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("Mailpit answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while reading mails", e);
        }
    }
}
