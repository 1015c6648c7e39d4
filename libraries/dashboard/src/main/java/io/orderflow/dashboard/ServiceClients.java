package io.orderflow.dashboard;

import io.orderflow.dashboard.DashboardProperties.Peer;
import io.orderflow.operations.login.LoginConfiguration;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The latest answers of the other services. */
class ServiceClients {

    private static final Logger log = LoggerFactory.getLogger(ServiceClients.class);
    private static final Duration CONNECTS_IN = Duration.ofMillis(500);
    private static final Duration ANSWERS_IN = Duration.ofMillis(900);

    /** A service counts as down only after several missed answers, because a single one may be late. */
    private static final Duration DOWN_AFTER = Duration.ofSeconds(3);

    /** Retrying a wrong password each second would slow the logins of operators who share this address. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private final DashboardProperties settings;
    private final ObjectReader overviews;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTS_IN).build();
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final Map<String, Instant> refusedAt = new ConcurrentHashMap<>();

    ServiceClients(DashboardProperties settings, JsonMapper json, Clock clock) {
        this.settings = settings;
        // Services of an older release omit newer numbers: they count as 0.
        this.overviews = json.readerFor(Overview.class).without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        this.clock = clock;
    }

    /** @param overview null if the service answers but does not report its state */
    private record Heard(@Nullable Overview overview, Instant at) {}

    /** Queries all services at the same time, and returns when each has answered or timed out. */
    void ask() {
        CompletableFuture.allOf(settings.services().stream().map(this::ask).toArray(CompletableFuture[]::new))
                .join();
    }

    private CompletableFuture<Void> ask(Peer peer) {
        boolean asMonitor = !settings.password().isEmpty() && !isRefused(peer);
        HttpRequest request = asMonitor
                ? request(peer, "/ops/overview")
                        .header(
                                HttpHeaders.AUTHORIZATION,
                                "Basic "
                                        + HttpHeaders.encodeBasicAuth(
                                                LoginConfiguration.MONITOR,
                                                settings.password(),
                                                StandardCharsets.UTF_8))
                        .build()
                : request(peer, "/actuator/health/liveness").build();
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                // The time-out of a request ends with the answer's headers, so this one covers the body.
                .orTimeout(ANSWERS_IN.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(answer -> hear(peer, asMonitor, answer))
                .exceptionally(e -> {
                    log.debug("{} did not answer", peer.name(), e);
                    return null;
                });
    }

    private static HttpRequest.Builder request(Peer peer, String path) {
        return HttpRequest.newBuilder(peer.url().resolve(path)).timeout(ANSWERS_IN);
    }

    private void hear(Peer peer, boolean asMonitor, HttpResponse<byte[]> answer) {
        Instant now = clock.instant();
        switch (answer.statusCode()) {
            case 200 -> heard.put(peer.name(), new Heard(asMonitor ? overviews.readValue(answer.body()) : null, now));
            case 401, 403 -> {
                log.warn("{} rejects orderflow.live.password, so the page shows only whether it is up", peer.name());
                refusedAt.put(peer.name(), now);
                heard.put(peer.name(), new Heard(null, now));
            }
            // Others try passwords from the same address. The service is up, and its next answer may be complete.
            case 429 -> heard.put(peer.name(), new Heard(null, now));
            default -> log.debug("{} answered {}", peer.name(), answer.statusCode());
        }
    }

    private boolean isRefused(Peer peer) {
        Instant at = refusedAt.get(peer.name());
        return at != null && Duration.between(at, clock.instant()).abs().compareTo(REFUSED_FOR) < 0;
    }

    List<Peer> all() {
        return settings.services();
    }

    /** The services that are not optional, and the optional ones that have answered since this service started. */
    List<Peer> known() {
        return settings.services().stream()
                .filter(it -> !it.optional() || heard.containsKey(it.name()))
                .toList();
    }

    Optional<Peer> named(String name) {
        return settings.services().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    boolean answers(Peer peer) {
        return lately(peer).isPresent();
    }

    /** The service's report of itself; empty while it is down, or if it refuses the password. */
    Optional<Overview> overview(Peer peer) {
        return lately(peer).map(Heard::overview);
    }

    private Optional<Heard> lately(Peer peer) {
        return Optional.ofNullable(heard.get(peer.name()))
                .filter(it -> Duration.between(it.at(), clock.instant()).abs().compareTo(DOWN_AFTER) < 0);
    }
}
