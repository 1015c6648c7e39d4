package io.orderflow.order.live;

import io.orderflow.order.live.LiveProperties.Peer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The other services, as they were heard of last. */
class Peers {

    private static final Logger log = LoggerFactory.getLogger(Peers.class);
    private static final Duration CONNECTS_IN = Duration.ofMillis(500);
    private static final Duration ANSWERS_IN = Duration.ofMillis(900);

    /** One answer that comes late does not make a service a dead one. */
    private static final Duration DOWN_AFTER = Duration.ofSeconds(3);

    private final LiveProperties settings;
    private final JsonMapper json;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTS_IN).build();
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    Peers(LiveProperties settings, JsonMapper json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    private record Heard(Overview overview, Instant at) {}

    /** Asks all at the same time, and returns when all have answered or had the time to. */
    void ask() {
        CompletableFuture.allOf(settings.services().stream().map(this::ask).toArray(CompletableFuture[]::new))
                .join();
    }

    private CompletableFuture<Void> ask(Peer peer) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(peer.url().resolve("/ops/overview")).timeout(ANSWERS_IN);
        if (!settings.password().isEmpty()) {
            request.header("Authorization", basic(settings.user(), settings.password()));
        }
        return http.sendAsync(request.build(), BodyHandlers.ofByteArray())
                .thenAccept(answer -> {
                    if (answer.statusCode() == 200) {
                        Overview overview = json.readValue(answer.body(), Overview.class);
                        heard.put(peer.name(), new Heard(overview, clock.instant()));
                    } else {
                        log.debug("{} answered {}", peer.name(), answer.statusCode());
                    }
                })
                .exceptionally(e -> {
                    log.debug("{} did not answer", peer.name(), e);
                    return null;
                });
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Those that are there as a rule, and those that have been there since this service started. */
    List<Peer> known() {
        return settings.services().stream()
                .filter(it -> !it.optional() || heard.containsKey(it.name()))
                .toList();
    }

    Optional<Peer> named(String name) {
        return settings.services().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** What it says of itself; empty while it is down. */
    Optional<Overview> overview(Peer peer) {
        return Optional.ofNullable(heard.get(peer.name()))
                .filter(it -> Duration.between(it.at(), clock.instant()).compareTo(DOWN_AFTER) < 0)
                .map(Heard::overview);
    }
}
