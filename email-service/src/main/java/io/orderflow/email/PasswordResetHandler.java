package io.orderflow.email;

import io.orderflow.messages.PasswordReset;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

@Component
class PasswordResetHandler extends MailHandler<PasswordReset> {

    private final MailSettings settings;

    PasswordResetHandler(Mailer mailer, MailSettings settings) {
        super(mailer);
        this.settings = settings;
    }

    @Override
    public Class<PasswordReset> type() {
        return PasswordReset.class;
    }

    @Override
    Mail mail(PasswordReset request) {
        return new Mail(
                MailType.PASSWORD_RESET,
                request.recipient(),
                "Choose a new password",
                Map.of("link", link(request.resetToken())));
    }

    private String link(String token) {
        return UriComponentsBuilder.fromUri(settings.passwordResetPage())
                .queryParam("token", "{token}")
                .encode()
                .buildAndExpand(token)
                .toUriString();
    }
}
