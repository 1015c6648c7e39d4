package io.orderflow.messaging;

import org.jspecify.annotations.Nullable;

/** The provider is away. That is not the fault of the message, so no attempt is counted against it. */
public class ProviderUnavailableException extends RuntimeException {

    private final boolean unreachable;

    private ProviderUnavailableException(String message, @Nullable Throwable cause, boolean unreachable) {
        super(message, cause);
        this.unreachable = unreachable;
    }

    /**
     * The connection or the log-in failed, so no message can be the reason. The text must hold no personal data and no secret.
     */
    public static ProviderUnavailableException unreachable(String message, @Nullable Throwable cause) {
        return new ProviderUnavailableException(message, cause, true);
    }

    /**
     * The provider failed or gave no answer. This one message may be the reason, so the failure counts as an attempt unless a
     * probe or other messages show that the provider is away.
     */
    public static ProviderUnavailableException noAnswer(String message, @Nullable Throwable cause) {
        return new ProviderUnavailableException(message, cause, false);
    }

    /** Whether no message can be the reason. */
    public boolean isUnreachable() {
        return unreachable;
    }
}
