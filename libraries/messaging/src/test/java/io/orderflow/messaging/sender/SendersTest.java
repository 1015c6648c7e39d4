package io.orderflow.messaging.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messages.Message;
import io.orderflow.messaging.GoldenMessages;
import io.orderflow.messaging.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.MessageProperties;

/** Tries every body with every routing key and every user. */
class SendersTest {

    private static final String CONSUMER = "more-consumers";

    /** Written out, and not read from the contract: a wrong sender there must be noticed. */
    private static final Map<String, String> SENDERS = new TreeMap<>(Map.of(
            "order.placed", "order-service",
            "payment.requested", "order-service",
            "email.payment-reminder", "order-service",
            "email.payment-failed", "order-service",
            "payment.completed", "payment-service",
            "payment.failed", "payment-service",
            "email.sent", "email-service",
            "email.failed", "email-service",
            "email.password-reset", "email-service"));

    private static final List<String> USERS =
            Arrays.asList("order-service", "payment-service", "email-service", "guest", "operator", CONSUMER, "", null);

    private final MessageCodec codec = new MessageCodec();
    private final Senders senders = new Senders(CONSUMER, false);
    private final Senders strict = new Senders(CONSUMER, true);

    static Stream<String> bodies() {
        return GoldenMessages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void acceptsABodyOnlyUnderItsKeyAndFromItsSender(String body) {
        Message message = codec.read(body.getBytes(StandardCharsets.UTF_8));

        for (String type : SENDERS.keySet()) {
            for (String lane : List.of("", ".vip", ".regular", ".bulk")) {
                for (String user : USERS) {
                    boolean isItsKey = type.equals(message.type());
                    boolean mayUserSend = user == null
                            || user.isEmpty()
                            || user.equals(CONSUMER)
                            || user.equals("operator")
                            || user.equals(SENDERS.get(message.type()));

                    assertThat(accepts(senders, type + lane, user, null, message))
                            .as("%s with key %s%s from %s", message.type(), type, lane, user)
                            .isEqualTo(isItsKey && mayUserSend);
                    assertThat(accepts(senders, type + lane, CONSUMER, user, message))
                            .as("a copy of %s with key %s%s from %s", message.type(), type, lane, user)
                            .isEqualTo(isItsKey && mayUserSend);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "payment", "payment.failed.", "payment.failed.VIP", "payment.failed.vip.vip", "vip", "x\ny"})
    void refusesAKeyThatIsNoType(String key) {
        assertThat(accepts(senders, key, null, null, failedPayment())).isFalse();
    }

    @Test
    void refusesAMessageWithoutAKey() {
        assertThat(accepts(senders, null, null, null, failedPayment())).isFalse();
    }

    @Test
    void trustsTheHeaderOnlyInItsOwnMessages() {
        assertThat(senders.of(properties("payment.failed", CONSUMER, "email-service")))
                .isEqualTo("email-service");
        assertThat(senders.of(properties("payment.failed", "email-service", "payment-service")))
                .isEqualTo("email-service");
        assertThat(senders.of(properties("payment.failed", null, "payment-service")))
                .isEmpty();
    }

    /** A dead letter that the previous release has stored does not name its sender. */
    @Test
    void isTheSenderOfItsOwnMessagesWithoutTheHeader() {
        assertThat(senders.of(properties("payment.failed", CONSUMER, null))).isEqualTo(CONSUMER);
    }

    @Test
    void refusesAMessageWithoutASenderOnlyIfOneIsRequired() {
        Message message = failedPayment();

        assertThat(accepts(senders, "payment.failed", null, null, message)).isTrue();
        assertThat(accepts(strict, "payment.failed", null, null, message)).isFalse();
        assertThat(accepts(strict, "payment.failed", CONSUMER, "", message)).isFalse();
        assertThat(accepts(strict, "payment.failed", "payment-service", null, message))
                .isTrue();
    }

    @Test
    void saysWhatIsWrongWithoutForgingALogLine() {
        assertThatThrownBy(() -> check(senders, "email.sent", "email-service", null, failedPayment()))
                .hasMessage("forged message: type 'payment.failed' with routing key 'email.sent'");
        assertThatThrownBy(() -> check(senders, "x\nall is well", "email-service", null, failedPayment()))
                .hasMessage("forged message: type 'payment.failed' with routing key of other characters");
        assertThatThrownBy(() -> check(senders, "payment.failed", "email-service", null, failedPayment()))
                .hasMessage("forged message: type 'payment.failed' from user 'email-service'");
        assertThatCode(() -> check(senders, "payment.failed", "payment-service", null, failedPayment()))
                .doesNotThrowAnyException();
    }

    private Message failedPayment() {
        return bodies().map(it -> codec.read(it.getBytes(StandardCharsets.UTF_8)))
                .filter(it -> it.type().equals("payment.failed"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean accepts(Senders senders, String key, String user, String header, Message message) {
        try {
            check(senders, key, user, header, message);
            return true;
        } catch (ForgedMessageException e) {
            return false;
        }
    }

    private static void check(Senders senders, String key, String user, String header, Message message) {
        senders.check(new org.springframework.amqp.core.Message(new byte[0], properties(key, user, header)), message);
    }

    private static MessageProperties properties(String key, String user, String header) {
        MessageProperties properties = new MessageProperties();
        properties.setReceivedRoutingKey(key);
        properties.setReceivedUserId(user);
        if (header != null) {
            properties.setHeader(Senders.HEADER, header);
        }
        return properties;
    }
}
