package io.orderflow.messaging.alert;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes alerts to the log. */
class LogNotifier implements AlertNotifier {

    private static final Logger log = LoggerFactory.getLogger("alerts");

    @Override
    public void began(Alert alert) {
        log.warn("{} {}: {}", alert.name(), alert.subject(), alert.text());
    }

    @Override
    public void ended(Alert alert) {
        log.info("{} {} is over; it began at {}", alert.name(), alert.subject(), alert.since());
    }
}
