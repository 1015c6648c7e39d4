package io.orderflow.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class TrustedProxiesTest {

    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ValidationAutoConfiguration.class))
            .withUserConfiguration(WebConfiguration.class);

    @Test
    void trustsNobodyByDefault() {
        TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory();

        new TrustedProxies(List.of()).customize(tomcat);

        assertThat(tomcat.getEngineValves()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3,10.1.0.0/16", "::1", "fd00::/8,::1"})
    void acceptsAddressesAndNetworks(String proxies) {
        service.withPropertyValues("orderflow.http.trusted-proxies=" + proxies).run(context -> {
            assertThat(context).hasNotFailed();
            TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory();
            context.getBean(TrustedProxies.class).customize(tomcat);
            assertThat(tomcat.getEngineValves()).hasSize(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "dead", "*", ".*", "10.0.0.1/", "10.0.0.1;10.0.0.2"})
    void refusesToStartWithAnythingElse(String proxies) {
        service.withPropertyValues("orderflow.http.trusted-proxies=" + proxies)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("must be an IP address or a network"));
    }
}
