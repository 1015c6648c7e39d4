package io.orderflow.email;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The shop's data in the mails.
 *
 * @param from the sender; its domain is part of every {@code Message-ID}, so a change of it changes these
 * @param passwordResetPage the page for a new password; the token is added as parameter {@code token}
 * @param paymentPage the page to pay an order again; the order's id replaces {@code {orderId}}
 * @param lastAnswerIn how long the mail server may take to answer when it has the whole mail; then the mail is sent again later
 */
@Validated
@ConfigurationProperties("orderflow.mail")
record MailSettings(
        @NotBlank String from,
        @NotNull URI passwordResetPage,

        @NotNull
        @Pattern(regexp = "https?://\\S*\\{orderId}\\S*", message = "must be a web address with \\{orderId\\} in it")
        String paymentPage,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1)
        Duration lastAnswerIn) {

    String paymentPageOf(UUID orderId) {
        return paymentPage.replace("{orderId}", orderId.toString());
    }
}
