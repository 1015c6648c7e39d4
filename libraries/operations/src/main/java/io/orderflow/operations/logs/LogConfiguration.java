package io.orderflow.operations.logs;

import ch.qos.logback.classic.LoggerContext;
import com.github.benmanes.caffeine.cache.Ticker;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits what errors write to the log. */
@Configuration(proxyBeanMethods = false)
public class LogConfiguration {

    @Bean
    Installed repeatedStackTraces() {
        return new Installed(new RepeatedStackTraces(Ticker.systemTicker()));
    }

    /** The filter applies to all loggers as long as the service runs. */
    record Installed(RepeatedStackTraces filter) implements InitializingBean, DisposableBean {

        @Override
        public void afterPropertiesSet() {
            loggers().addTurboFilter(filter);
        }

        @Override
        public void destroy() {
            loggers().getTurboFilterList().remove(filter);
        }

        private static LoggerContext loggers() {
            return (LoggerContext) LoggerFactory.getILoggerFactory();
        }
    }
}
