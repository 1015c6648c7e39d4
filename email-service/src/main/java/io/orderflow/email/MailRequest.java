package io.orderflow.email;

import io.orderflow.messages.MailAddress;
import io.orderflow.messages.Priority;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * The body of {@code POST /emails}.
 *
 * @param priority {@code VIP} by default, because a person is waiting for this mail
 */
record MailRequest(
        @NotNull @Pattern(regexp = "password_reset", message = "must be password_reset")
        String type,

        @NotNull
        @Size(max = MailAddress.MAX_LENGTH)
        @Pattern(regexp = MailAddress.PATTERN, message = "must be one plain e-mail address")
        String recipient,

        @NotNull @Pattern(regexp = "[!-~]{8,512}", message = "must be 8 to 512 visible ASCII characters")
        String resetToken,

        Priority priority) {

    Priority priorityOrVip() {
        return priority == null ? Priority.VIP : priority;
    }

    /** Omits address and token. */
    @Override
    public String toString() {
        return "MailRequest[%s]".formatted(type);
    }
}
