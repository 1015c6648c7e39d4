package io.orderflow.order;

import io.orderflow.backing.SharedBackingServices;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts an order-service for a single test, which may send it anything and stop it. */
final class OwnService {

    private OwnService() {}

    static ConfigurableApplicationContext start(String database, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(SharedBackingServices.springProperties(database));
        all.put("server.port", "0");
        all.put("orderflow.ops.password", OrderServiceTest.OPS_PASSWORD);
        all.put("orderflow.topology.declare", "all");
        all.putAll(settings);
        return new SpringApplicationBuilder(OrderServiceApplication.class)
                .run(all.entrySet().stream()
                        .map(it -> "--%s=%s".formatted(it.getKey(), it.getValue()))
                        .toArray(String[]::new));
    }

    static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
