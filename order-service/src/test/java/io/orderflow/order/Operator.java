package io.orderflow.order;

import org.springframework.test.web.servlet.client.RestTestClient;

/** The login of an operator. */
final class Operator {

    private Operator() {}

    static RestTestClient at(RestTestClient client) {
        return client.mutate()
                .defaultHeaders(it -> it.setBasicAuth("operator", OrderServiceTest.OPS_PASSWORD))
                .build();
    }
}
