package io.orderflow.email;

import io.orderflow.messaging.NonRetryableException;
import java.util.Map;

/**
 * The content and recipient of one mail.
 *
 * @param content the variables of the template
 */
record Mail(MailType type, String recipient, String subject, Map<String, Object> content) {

    /** @throws NonRetryableException if recipient or subject would make an invalid header, even if the mail server would accept it */
    Mail {
        Addresses.check(recipient);
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new NonRetryableException("the subject has a line break or another control character");
        }
        content = Map.copyOf(content);
    }

    /** Omits the address and the content, because addresses are personal and the content may contain a token. */
    @Override
    public String toString() {
        return "Mail[%s]".formatted(type.label());
    }
}
