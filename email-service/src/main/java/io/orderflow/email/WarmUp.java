package io.orderflow.email;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Composes and discards one mail of each type before the first message arrives. The first composition is slow, and a broken template
 * should stop the start and not a mail.
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
