package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Each service's user tries actions that it must not be allowed. */
class BrokerRightsTest {

    /** The owners of the queues, by the prefixes of the queues' names. */
    private static final Map<String, List<String>> OWNERS = Map.of(
            Orderflow.ORDERS, List.of("order-results"),
            Orderflow.PAYMENTS, List.of("payment."),
            Orderflow.EMAILS, List.of("email."),
            Orderflow.MORE_CONSUMERS, List.of("inventory.", "sms.", "analytics"));

    @ParameterizedTest
    @ValueSource(strings = {Orderflow.ORDERS, Orderflow.PAYMENTS, Orderflow.EMAILS, Orderflow.MORE_CONSUMERS})
    void cannotReadQueuesOfOtherServices(String user) throws Exception {
        List<String> others =
                queues().stream().filter(queue -> !owns(user, queue)).toList();

        assertThat(others).hasSizeGreaterThan(10).anyMatch(queue -> queue.endsWith(".dlq"));
        for (String queue : others) {
            assertRefused(user, channel -> channel.basicGet(queue, false));
            assertRefused(user, channel -> channel.queuePurge(queue));
        }
    }

    /** Tries it in a way that deletes nothing in use, in case the broker allows it. */
    @ParameterizedTest
    @ValueSource(strings = {Orderflow.ORDERS, Orderflow.PAYMENTS, Orderflow.EMAILS, Orderflow.MORE_CONSUMERS})
    void cannotDeleteTheBrokersDefinitions(String user) throws Exception {
        for (String queue : defined("queues")) {
            assertRefused(user, channel -> channel.queueDelete(queue, true, true));
        }
        for (String exchange : defined("exchanges")) {
            assertRefused(user, channel -> channel.exchangeDelete(exchange, true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Orderflow.ORDERS, Orderflow.PAYMENTS, Orderflow.EMAILS, Orderflow.MORE_CONSUMERS})
    void canDeclareOnlyItsOwnQueues(String user) throws Exception {
        assertRefused(user, channel -> channel.queueDeclare("mine", true, false, false, null));
        assertRefused(user, channel -> channel.queueDeclare());
        assertRefused(user, channel -> channel.exchangeDeclare("mine", "fanout", true));
    }

    @ParameterizedTest
    @CsvSource({
        "email-service,   order.results,    payment.completed",
        "payment-service, order.results,    email.sent",
        "more-consumers,  order.results,    payment.completed",
        "order-service,   order.results,    payment.completed",
        "email-service,   orders,           order.placed.vip",
        "payment-service, orders,           order.placed.vip",
        "more-consumers,  orders,           order.placed.vip",
        "email-service,   orders,           email.payment-failed.regular",
        "more-consumers,  orders,           email.payment-failed.regular",
        "order-service,   orders,           email.password-reset.vip",
        "order-service,   email,            email.password-reset.vip",
        "payment-service, email,            email.password-reset.vip",
        "order-service,   payment,          payment.requested.vip",
        "email-service,   payment,          payment.requested.vip",
        "more-consumers,  payment.retry.2s, payment.requested.vip",
        "email-service,   payment.dlq,      payment.requested.vip",
        "payment-service, '',               email.vip",
        "email-service,   '',               payment.vip"
    })
    void cannotPublishMessagesOfOtherServices(String user, String exchange, String key) throws Exception {
        assertRefused(user, channel -> {
            channel.confirmSelect();
            channel.basicPublish(exchange, key, MessageProperties.PERSISTENT_BASIC, "{}".getBytes());
            channel.waitForConfirmsOrDie(10_000);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "more-consumers,  sms.vip,       orders,        email.password-reset.vip",
        "more-consumers,  sms.vip,       orders,        '#'",
        "more-consumers,  sms.vip,       order.results, '#'",
        "more-consumers,  sms.vip,       email,         '#'",
        "email-service,   email.vip,     orders,        '#'",
        "payment-service, payment.vip,   orders,        '#'",
        "order-service,   order-results, orders,        '#'",
        "order-service,   payment.vip,   orders,        order.placed.bulk"
    })
    void cannotBindItsQueuesToFurtherMessages(String user, String queue, String exchange, String key) throws Exception {
        assertRefused(user, channel -> channel.queueBind(queue, exchange, key));
    }

    /** The broker itself publishes dead letters and unroutable messages, and then checks no right to a routing key. */
    @Test
    void cannotPublishMessagesOfOtherServicesThroughItsOwnQueues() throws Exception {
        for (String exchange : List.of("order.results", "orders", "email", "")) {
            Map<String, Object> deadLetters =
                    Map.of("x-dead-letter-exchange", exchange, "x-dead-letter-routing-key", "payment.completed");
            assertRefused(
                    Orderflow.MORE_CONSUMERS,
                    channel -> channel.queueDeclare("sms.forged", true, false, false, deadLetters));
        }
        assertRefused(
                Orderflow.MORE_CONSUMERS,
                channel -> channel.exchangeDeclare(
                        "sms.forged", "topic", true, false, Map.of("alternate-exchange", "order.results")));
        assertRefused(Orderflow.MORE_CONSUMERS, channel -> channel.exchangeBind("order.results", "sms", "#"));
    }

    @ParameterizedTest
    @CsvSource({"payment-service, payment.vip", "email-service, email.vip", "order-service, order-results"})
    void cannotUnbindQueues(String user, String queue) throws Exception {
        String source = user.equals(Orderflow.ORDERS) ? "order.results" : "orders";

        assertRefused(user, channel -> channel.queueUnbind(queue, source, "not.bound"));
    }

    @Test
    void refusesTheLoginWithAnotherUsersPassword() {
        ConnectionFactory factory = TestSystem.get().brokerUser(Orderflow.EMAILS);
        factory.setUsername(Orderflow.PAYMENTS);

        assertThatThrownBy(factory::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
    }

    private interface Attempt {
        void on(Channel channel) throws Exception;
    }

    private static void assertRefused(String user, Attempt attempt) throws Exception {
        try (Connection connection = TestSystem.get().brokerUser(user).newConnection("attempt")) {
            Channel channel = connection.createChannel();
            assertThatThrownBy(() -> attempt.on(channel)).as(user).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    private static boolean owns(String user, String queue) {
        return OWNERS.get(user).stream().anyMatch(queue::startsWith);
    }

    private static List<String> queues() throws IOException {
        List<String> all = new ArrayList<>(defined("queues"));
        all.addAll(
                List.of("inventory.vip", "inventory.dlq", "sms.vip", "sms.dlq", "analytics-results", "analytics.dlq"));
        return all;
    }

    private static List<String> defined(String kind) {
        return JsonMapper.shared()
                .readTree(Project.find().root().resolve("deploy/rabbitmq/definitions.json"))
                .path(kind)
                .valueStream()
                .map(it -> it.path("name").asString())
                .toList();
    }
}
