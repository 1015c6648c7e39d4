package io.orderflow.email;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What the mails say of us.
 *
 * @param from the sender; its domain is also that of every {@code Message-ID}, so a change of it changes these
 * @param passwordResetPage where a new password is chosen; the token is added as parameter {@code token}
 */
@Validated
@ConfigurationProperties("orderflow.mail")
record MailSettings(@NotBlank String from, @NotNull URI passwordResetPage) {}
