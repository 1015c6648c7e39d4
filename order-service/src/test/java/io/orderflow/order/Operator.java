package io.orderflow.order;

import org.springframework.test.web.servlet.client.RestTestClient;

/** Somebody who is logged in. */
final class Operator {

    private Operator() {}

    static RestTestClient at(RestTestClient client) {
        return client.mutate()
                .defaultHeaders(it -> it.setBasicAuth("operator", OrderServiceTest.OPS_PASSWORD))
                .build();
    }
}
