package io.orderflow.order;

/** The state of an order's confirmation mail. */
public enum ConfirmationStatus {
    PENDING,
    SENT,
    FAILED
}
