package io.orderflow.email;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long sent mails are recorded.
 *
 * @param keep longer than a copy of a request may wait as a dead letter and be on its way after a redrive, because the record
 *     prevents a second mail. The database enforces 30 days
 */
@Validated
@ConfigurationProperties("orderflow.sent-emails")
record SentEmailProperties(
        @DefaultValue("365d") @NotNull @DurationMin(days = 30)
        Duration keep) {}
