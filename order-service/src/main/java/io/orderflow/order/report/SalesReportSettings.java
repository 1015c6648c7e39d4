package io.orderflow.order.report;

import io.orderflow.messages.MailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The sales report. {@code orderflow.jobs.sales-report} says when it is made.
 *
 * @param recipient the mail address that gets it
 */
@Validated
@ConfigurationProperties("orderflow.sales-report")
record SalesReportSettings(
        @NotNull @Size(max = MailAddress.MAX_LENGTH) @Pattern(regexp = MailAddress.PATTERN)
        String recipient) {}
