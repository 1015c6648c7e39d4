package io.orderflow.email;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Writes one mail of each type to nowhere, before the first message comes. The first rendering takes longer than a
 * permit lasts, and a template that can't be rendered had better stop the start than a mail.
 */
@Component
class WarmUp implements InitializingBean {

    private final MailComposer composer;

    WarmUp(MailComposer composer) {
        this.composer = composer;
    }

    @Override
    public void afterPropertiesSet() throws MessagingException, IOException {
        for (MailType type : MailType.values()) {
            Mail mail = new Mail(type, "nobody@example.org", "Warm-up", Map.of());
            composer.compose(mail, composer.messageId("warm-up", UUID.randomUUID()))
                    .writeTo(OutputStream.nullOutputStream());
        }
    }
}
