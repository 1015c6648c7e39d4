package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.UndescribedAnswers;
import io.orderflow.order.RawHttp.Answer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Queue;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API must answer any request. A failure prints its seed: {@code @Property(seed = "…")} repeats the requests. */
@Tag("slow")
class OrderApiFuzzTest {

    private static final long MOST_MEMORY_KEPT = 64 << 20;

    private static ConfigurableApplicationContext service;
    private static RawHttp http;
    private static long memoryAtStart;

    @BeforeContainer
    static void start() throws IOException {
        service = OwnService.start("fuzzed", Map.of());
        // A queue must take the orders, or the relay would retry each of them again and again.
        AmqpAdmin broker = service.getBean(AmqpAdmin.class);
        broker.declareQueue(new Queue("fuzzed-orders", false, true, true, Map.of("x-max-length", 1)));
        broker.declareBinding(
                new Binding("fuzzed-orders", Binding.DestinationType.QUEUE, OrderPlacement.EXCHANGE, "#", null));
        http = new RawHttp(OwnService.port(service));
        placesAGoodOrder();
        memoryAtStart = memoryInUse();
    }

    @AfterContainer
    static void isAsWellAsBefore() throws IOException {
        try {
            placesAGoodOrder();
            assertThat(memoryInUse() - memoryAtStart).isLessThan(MOST_MEMORY_KEPT);
        } finally {
            http.close();
            service.close();
        }
    }

    @Property
    void answersEachRequestWithoutAnInternalError(@ForAll("requests") RawRequest request) throws IOException {
        Answer answer;
        try {
            answer = http.send(request);
        } catch (SocketException e) {
            // The server refuses a body that is too large before reading it, and closes the connection while the client
            // still sends.
            assertThat(request.body()).hasSizeGreaterThan(64 * 1024);
            return;
        }

        Statistics.collect(answer.status());
        UndescribedAnswers.assertNone();
        assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
        assertThat(answer.text()).doesNotContain("Exception", "\tat ", "org.springframework");
        if (answer.status() >= 400 && !request.method().equals("HEAD") && !isRefusedByTheServer(answer)) {
            assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
            JsonNode problem = JsonMapper.shared().readTree(answer.body());
            assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
            assertThat(problem.get("title").asString()).isNotBlank();
        }
    }

    /** Tomcat itself answers what is not valid HTTP: with a bare 400, then it closes the connection. */
    private static boolean isRefusedByTheServer(Answer answer) {
        return answer.status() == 400 && "close".equals(answer.headers().get("connection"));
    }

    @Provide
    Arbitrary<RawRequest> requests() {
        return Arbitraries.randomValue(OddRequests::next);
    }

    private static void placesAGoodOrder() throws IOException {
        Answer answer = http.send(RawRequest.order(OddRequests.GOOD_ORDER));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static long memoryInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
