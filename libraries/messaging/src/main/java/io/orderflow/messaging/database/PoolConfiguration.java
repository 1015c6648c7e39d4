package io.orderflow.messaging.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the connection pool. */
@Configuration(proxyBeanMethods = false)
public class PoolConfiguration {

    @Bean
    static BeanPostProcessor readOnlyConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.setExceptionOverride(new ReplaceReadOnlyConnections());
                }
                return bean;
            }
        };
    }
}
