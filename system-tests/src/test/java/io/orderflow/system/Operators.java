package io.orderflow.system;

import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Uses the services' API for operators. */
final class Operators {

    private Operators() {}

    /** The dead letters of a consumer, at most 500. */
    static List<JsonNode> deadLetters(String service, String consumer) {
        List<JsonNode> letters = new ArrayList<>();
        get(service, "/ops/dead-letters?limit=500&consumer=" + consumer)
                .get("items")
                .forEach(letters::add);
        return letters;
    }

    /** A dead letter with its headers and its payload. */
    static JsonNode deadLetter(String service, String id) {
        return get(service, "/ops/dead-letters/" + id);
    }

    /** The alerts that are on, such as {@code QueueLong of payment}. */
    static List<String> alerts(String service) {
        return get(service, "/ops/overview")
                .get("alerts")
                .valueStream()
                .map(it ->
                        it.get("name").asString() + " of " + it.get("subject").asString())
                .toList();
    }

    /** Drops the dead letters of earlier tests. */
    static void dropDeadLetters(String service, String consumer) {
        deadLetters(service, consumer)
                .forEach(it -> api(service)
                        .delete("/ops/dead-letters/" + it.get("id").asString() + "?reason="
                                + OpsApi.encoded("left by another test")));
    }

    /** @return how many were sent again */
    static int redriveAll(ServiceProcess replica) {
        return api(replica)
                .post("/ops/dead-letters/redrive?all=true")
                .get("redriven")
                .asInt();
    }

    /** Returns when all replicas have stopped. */
    static void pause(String service, String consumer) {
        api(service).post("/ops/consumers/" + consumer + "/pause");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> queue(service, consumer).get("working").asInt() == 0);
    }

    static void resume(String service, String consumer) {
        api(service).post("/ops/consumers/" + consumer + "/resume");
    }

    static void limit(String service, String consumer, int perSecond) {
        api(service).put("/ops/limits/" + consumer, Map.of("perSecond", perSecond));
    }

    /** Sets the limits of production: 10 payments and 5 mails a second. */
    static void usualLimits() {
        limitAtOnce(Orderflow.PAYMENTS, "payment", 10);
        limitAtOnce(Orderflow.EMAILS, "email", 5);
    }

    /** Pauses the consumer meanwhile, because replicas follow a change of the limit only within a second. */
    private static void limitAtOnce(String service, String consumer, int perSecond) {
        pause(service, consumer);
        limit(service, consumer, perSecond);
        resume(service, consumer);
    }

    static void resetLimits() {
        resetLimit(Orderflow.PAYMENTS, "payment");
        resetLimit(Orderflow.EMAILS, "email");
    }

    static void resetLimit(String service, String consumer) {
        api(service).delete("/ops/limits/" + consumer);
    }

    /** How many messages the consumer has postponed because its provider throttles. */
    static int postponed(String service, String consumer) {
        return queue(service, consumer).get("postponed").asInt();
    }

    private static JsonNode queue(String service, String consumer) {
        for (JsonNode queue : get(service, "/ops/queues")) {
            if (queue.get("consumer").asString().equals(consumer)) {
                return queue;
            }
        }
        throw new AssertionError(service + " has no consumer " + consumer);
    }

    private static JsonNode get(String service, String path) {
        return api(service).get(path, JsonNode.class);
    }

    private static OpsApi api(String service) {
        return api(TestSystem.get().service(service));
    }

    private static OpsApi api(ServiceProcess replica) {
        return new OpsApi(replica.name(), replica.url(), TestSystem.get().opsPassword());
    }
}
