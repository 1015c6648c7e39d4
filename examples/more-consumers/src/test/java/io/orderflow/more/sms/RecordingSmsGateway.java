package io.orderflow.more.sms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** Records the requests: a real SMS provider can't run here. */
@Primary
@TestComponent
public class RecordingSmsGateway implements SmsGateway {

    private final List<Sms> asked = new ArrayList<>();
    private final Map<String, Integer> failuresToCome = new HashMap<>();

    @Override
    public synchronized void send(Sms sms) {
        asked.add(sms);
        int failures = failuresToCome.getOrDefault(sms.customer(), 0);
        if (failures > 0) {
            failuresToCome.put(sms.customer(), failures - 1);
            throw new IllegalStateException("no network");
        }
    }

    synchronized void failFor(String customer, int times) {
        failuresToCome.put(customer, times);
    }

    /** The keys of all requests, including failed ones. */
    public synchronized List<String> keysFor(String customer) {
        return asked.stream()
                .filter(it -> it.customer().equals(customer))
                .map(Sms::idempotencyKey)
                .toList();
    }

    synchronized List<String> textsFor(String customer) {
        return asked.stream()
                .filter(it -> it.customer().equals(customer))
                .map(Sms::text)
                .toList();
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
    public void probe() {}
}
