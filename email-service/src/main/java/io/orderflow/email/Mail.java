package io.orderflow.email;

import io.orderflow.messaging.PermanentFailure;
import java.util.Map;

/**
 * What one mail is to say, and to whom.
 *
 * @param content what the templates of this type fill in
 */
record Mail(MailType type, String recipient, String subject, Map<String, Object> content) {

    /** @throws PermanentFailure if recipient or subject would make no sound header, whatever the mail server thinks of them */
    Mail {
        Addresses.check(recipient);
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new PermanentFailure("the subject has a line break or another control character");
        }
        content = Map.copyOf(content);
    }

    /** Addresses are personal and the content may hold a token, so neither is in a log. */
    @Override
    public String toString() {
        return "Mail[%s]".formatted(type.label());
    }
}
