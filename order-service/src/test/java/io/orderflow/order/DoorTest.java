package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

@OrderServiceTest
class DoorTest {

    private static final String ORDER = "/orders/00000000-0000-0000-0000-000000000000";

    @Autowired
    private RestTestClient anyone;

    @ParameterizedTest
    @CsvSource({
        "GET,    /orders",
        "GET,    /orders?limit=1",
        "GET,    /orders/",
        "POST," + ORDER + "/shipment",
        "POST,   /ops/replay",
        "GET,    /ops/queues",
        "DELETE," + ORDER,
        "GET,    /actuator/env"
    })
    void rejectsCustomersOnOperatorsPaths(String method, String path) {
        anyone.method(HttpMethod.valueOf(method))
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /orders,                       415",
        "GET, " + ORDER + ",                  404",
        "GET, " + ORDER + "/events,           404",
        "POST," + ORDER + "/payment,          415",
        "GET,  /actuator/health/readiness,    200",
        "GET,  /v3/api-docs,                  200",
        "GET,  /swagger-ui/index.html,        200"
    })
    void acceptsCustomersOnCustomersPaths(String method, String path, int status) {
        anyone.method(HttpMethod.valueOf(method))
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,            421",
        "evil.example:8080,       421",
        "127.0.0.1.evil.example,  421",
        "localhost.evil.example,  421",
        "localhost,               404",
        "LOCALHOST:8080,          404",
        "localhost.,              404",
        "order-service:8080,      404",
        "127.0.0.1:8080,          404",
        "192.168.7.7,             404",
        "[::1]:8080,              404"
    })
    void answersOnlyForItsOwnHosts(String host, int status, @LocalServerPort int port) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            assertThat(http.send(new RawRequest("GET", ORDER, Map.of("Host", host), new byte[0]))
                            .status())
                    .isEqualTo(status);
            assertThat(http.send(new RawRequest(
                                    "GET", ORDER, Map.of("Host", host, "X-Forwarded-Host", "localhost"), new byte[0]))
                            .status())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/a%2Fb, X-Odd,           1,         400",
        "/orders/a|b,   X-Odd,           1,         400",
        "/orders/a,     Host,            'a b',     400",
        "/orders/a,     Expect,          200-ok,    417"
    })
    void errorsOfTheServerAreProblemsToo(
            String target, String header, String value, int status, @LocalServerPort int port) throws IOException {
        assertIsProblem(target, header, value, status, port);
    }

    @Test
    void aHeaderThatIsTooLongIsAProblemToo(@LocalServerPort int port) throws IOException {
        assertIsProblem("/orders/a", "X-Long", "x".repeat(20_000), 400, port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/live/page.js",
                "/orders",
                ORDER,
                ORDER + "/events",
                "/ops/live",
                "/no-such-path",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/v3/api-docs",
                "/swagger-ui/index.html"
            })
    void anUndecodableParameterIsNoErrorOfTheService(String path, @LocalServerPort int port) throws IOException {
        for (String query : List.of("?x=%zz", "?%", "?x=%e9%8", "?=%zz")) {
            try (RawHttp http = new RawHttp(port)) {
                assertThat(http.send(new RawRequest("GET", path + query, Map.of(), new byte[0]))
                                .status())
                        .as(path + query)
                        .isLessThan(500);
            }
        }
    }

    private static void assertIsProblem(String target, String header, String value, int status, int port)
            throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            RawHttp.Answer answer = http.send(new RawRequest("GET", target, Map.of(header, value), new byte[0]));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
            assertThat(JsonMapper.shared()
                            .readTree(answer.body())
                            .path("status")
                            .asInt())
                    .isEqualTo(status);
        }
    }
}
