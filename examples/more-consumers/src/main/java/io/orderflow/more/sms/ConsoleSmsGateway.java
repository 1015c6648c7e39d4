package io.orderflow.more.sms;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Replaces an SMS gateway in the demo: it logs each message. It does not recognise repetitions, so each one shows up in the log.
 */
@Component
class ConsoleSmsGateway implements SmsGateway {

    private static final Logger log = LoggerFactory.getLogger(ConsoleSmsGateway.class);

    @Override
    public void send(Sms sms) {
        log.info("SMS to {}: {}", masked(sms.customer()), sms.text());
    }

    @Override
    public String name() {
        return "sms-gateway";
    }

    @Override
    public Duration longestCall() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void probe() {
        // The log is always available.
    }

    /** Hides even the length, because logs must not contain personal data. */
    private static String masked(String customer) {
        return customer.isEmpty() || !Character.isLetterOrDigit(customer.charAt(0))
                ? "***"
                : customer.charAt(0) + "***";
    }
}
