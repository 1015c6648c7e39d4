package io.orderflow.messaging.alert;

/** Tells someone that an alert began, and that it ended: once each, however many replicas see it. Must return at once. */
public interface AlertNotifier {

    void began(Alert alert);

    void ended(Alert alert);
}
