package io.orderflow.messaging.audit;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the audit log is kept.
 *
 * @param keep at least 30 days. The database enforces this, too, so that an attacker with the service's password can't hide recent
 *     actions.
 */
@Validated
@ConfigurationProperties("orderflow.audit")
record AuditProperties(
        @DefaultValue("365d") @NotNull @DurationMin(days = 30)
        Duration keep) {}
