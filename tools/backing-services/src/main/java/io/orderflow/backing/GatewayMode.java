package io.orderflow.backing;

/** How a {@link PaymentGatewayServer} treats charges. It keeps its books in every mode. */
public record GatewayMode(Kind kind, int status, int retryAfterSeconds) {

    public enum Kind {
        /** The payment method decides between charging, declining and failing. */
        NORMAL,
        /** Answers every charge with the same status. */
        STATUS,
        /** Accepts every request and never answers. */
        SILENT,
        /** Does not listen, so connections are refused. */
        CLOSED
    }

    private static final int LOWEST_STATUS = 200;
    private static final int HIGHEST_STATUS = 599;

    public GatewayMode {
        if (kind == Kind.STATUS && (status < LOWEST_STATUS || status > HIGHEST_STATUS)) {
            throw new IllegalArgumentException("An HTTP status is between 200 and 599, not " + status);
        }
        if (retryAfterSeconds < 0) {
            throw new IllegalArgumentException("retryAfterSeconds is negative: " + retryAfterSeconds);
        }
    }

    public static GatewayMode normal() {
        return new GatewayMode(Kind.NORMAL, 0, 0);
    }

    /** @param retryAfterSeconds the value of the header {@code Retry-After}; 0 for no header */
    public static GatewayMode answering(int status, int retryAfterSeconds) {
        return new GatewayMode(Kind.STATUS, status, retryAfterSeconds);
    }

    public static GatewayMode silent() {
        return new GatewayMode(Kind.SILENT, 0, 0);
    }

    public static GatewayMode closed() {
        return new GatewayMode(Kind.CLOSED, 0, 0);
    }
}
