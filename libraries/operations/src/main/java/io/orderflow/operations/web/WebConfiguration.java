package io.orderflow.operations.web;

import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Configures the HTTP features that all services share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ShutdownProperties.class, HttpProperties.class})
public class WebConfiguration {

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    AllowedHosts allowedHosts(HttpProperties settings, Environment environment, ProblemWriter problems) {
        return new AllowedHosts(settings, environment.getProperty("spring.application.name", "localhost"), problems);
    }

    @Bean
    ConcreteContentType concreteContentType(ProblemWriter problems) {
        return new ConcreteContentType(problems);
    }

    @Bean
    BodyLimit bodyLimit(ProblemWriter problems) {
        return new BodyLimit(problems);
    }

    @Bean
    WebMvcConfigurer acceptWithoutCharset() {
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.strategies(List.of(new AcceptWithoutCharset()));
            }
        };
    }

    @Bean
    StrictText strictText() {
        return new StrictText();
    }

    @Bean
    Problems problems() {
        return new Problems();
    }

    @Bean
    ErrorAnswer errorAnswer(ProblemWriter problems) {
        return new ErrorAnswer(problems);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorsOfTheContainer() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ContainerErrors.class.getName());
            }
        });
    }

    @Bean
    TrustedProxies trustedProxies(HttpProperties settings) {
        return new TrustedProxies(settings.trustedProxies());
    }

    @Bean
    ShutdownDelay shutdownDelay(ShutdownProperties settings) {
        return new ShutdownDelay(settings.notice());
    }
}
