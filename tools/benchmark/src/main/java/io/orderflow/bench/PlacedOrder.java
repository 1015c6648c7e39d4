package io.orderflow.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import io.orderflow.launcher.Sql;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data that placing one order has stored and published.
 *
 * @param values by their names in {@link PlaceStatement}, in PostgreSQL's text form; without those that differ from order to order
 * @param properties of the message
 */
record PlacedOrder(String id, Map<String, String> values, AMQP.BasicProperties properties, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static PlacedOrder read(Sql orders, GetResponse message) {
        String id = message.getProps().getCorrelationId();
        Map<String, String> values = new LinkedHashMap<>(orders.row("""
                select o.customer_email as "email", o.priority as "priority", o.currency as "currency", o.total as "total",
                       o.items as "items", p.cause as "cause", p.type as "placedType", p.data as "placedData",
                       s.type as "scheduledType", s.data as "scheduledData", j.routing_key as "reminderRoutingKey",
                       j.type as "reminderType", j.headers as "reminderHeaders", j.body as "reminderBody"
                  from orders o
                  join order_event p on p.order_id = o.id and p.type = 'OrderPlaced'
                  join order_event s on s.order_id = o.id and s.type = 'ReminderScheduled'
                  join messaging.delayed_job j on j.correlation_id = o.id::text
                 where o.id = '%s'""".formatted(id)));
        values.put("exchange", message.getEnvelope().getExchange());
        values.put("routingKey", message.getEnvelope().getRoutingKey());
        values.put("type", message.getProps().getType());
        values.put("headers", headers(message));
        values.put("body", "\\x" + HexFormat.of().formatHex(message.getBody()));
        return new PlacedOrder(id, Map.copyOf(values), message.getProps(), message.getBody());
    }

    private static String headers(GetResponse message) {
        Map<String, String> headers = new TreeMap<>();
        message.getProps().getHeaders().forEach((name, value) -> headers.put(name, value.toString()));
        return JSON.writeValueAsString(headers);
    }
}
