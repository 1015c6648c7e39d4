package io.orderflow.email;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What the mails say of us.
 *
 * @param from the sender; its domain is also that of every {@code Message-ID}, so a change of it changes these
 * @param passwordResetPage where a new password is chosen; the token is added as parameter {@code token}
 * @param paymentPage where an order is paid again; the order's id takes the place of {@code {orderId}}
 */
@Validated
@ConfigurationProperties("orderflow.mail")
record MailSettings(
        @NotBlank String from,
        @NotNull URI passwordResetPage,

        @NotNull
        @Pattern(regexp = "https?://\\S*\\{orderId}\\S*", message = "must be a web address with \\{orderId\\} in it")
        String paymentPage) {

    String paymentPageOf(UUID orderId) {
        return paymentPage.replace("{orderId}", orderId.toString());
    }
}
