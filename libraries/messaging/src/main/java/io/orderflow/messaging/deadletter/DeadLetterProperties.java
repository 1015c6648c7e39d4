package io.orderflow.messaging.deadletter;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long and how many dead letters are kept.
 *
 * @param keep the time after which a dead letter is forgotten
 * @param most the largest number for each consumer and reason. The oldest beyond it are forgotten. Each reason has its own limit, so
 *     that a flood of unreadable messages forgets none that failed for another reason
 * @param warnBefore how long before a dead letter is forgotten the alert {@code DeadLettersExpiring} begins
 */
@Validated
@ConfigurationProperties("orderflow.dead-letters")
public record DeadLetterProperties(
        @DefaultValue("90d") @NotNull @DurationMin(days = 1) Duration keep,
        @DefaultValue("100000") @Min(10) int most,

        @DefaultValue("7d") @NotNull @DurationMin(seconds = 0)
        Duration warnBefore) {

    /** The number above which the alert begins, for each consumer and reason. */
    int warnAbove() {
        return most - most / 10;
    }
}
