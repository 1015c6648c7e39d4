package io.orderflow.messaging.alert;

/** Reports once that an alert began and once that it ended, however many replicas see the alert. Must return at once. */
public interface AlertNotifier {

    void began(Alert alert);

    void ended(Alert alert);
}
