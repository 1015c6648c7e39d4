package io.orderflow.more.inventory;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.NonRetryableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The stock of the warehouse. An order takes its items once, all or none, and never more than there is. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Stock {

    private final JdbcClient jdbc;

    Stock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws NonRetryableException if an item is short; the message names each such item and the missing number */
    void take(OrderPlaced order) {
        if (!isFirstFor(order.correlationId())) {
            return;
        }
        Map<String, Long> wanted = wanted(order.items());
        refuseIfShort(wanted, lock(wanted));
        wanted.forEach(this::take);
    }

    /**
     * Needed because the inbox recognises messages, not orders: two messages may be about one order. Waits for a concurrent
     * transaction.
     */
    private boolean isFirstFor(UUID orderId) {
        return jdbc.sql("insert into stock_taken (order_id) values (?) on conflict do nothing")
                        .param(orderId)
                        .update()
                == 1;
    }

    /** By SKU, because an order may contain one twice. */
    private static Map<String, Long> wanted(List<OrderPlaced.Item> items) {
        Map<String, Long> wanted = new TreeMap<>();
        items.forEach(item -> wanted.merge(item.sku(), (long) item.quantity(), Long::sum));
        return wanted;
    }

    /** Locks the rows in a fixed order, so that two orders for the same items don't deadlock. */
    private Map<String, Long> lock(Map<String, Long> wanted) {
        Map<String, Long> onHand = new HashMap<>();
        jdbc.sql("select sku, on_hand from stock where sku = any(?) order by sku for update")
                .param(wanted.keySet().toArray(String[]::new))
                .query(row -> {
                    onHand.put(row.getString("sku"), row.getLong("on_hand"));
                });
        return onHand;
    }

    private static void refuseIfShort(Map<String, Long> wanted, Map<String, Long> onHand) {
        List<String> missing = new ArrayList<>();
        wanted.forEach((sku, quantity) -> {
            long shortOf = quantity - onHand.getOrDefault(sku, 0L);
            if (shortOf > 0) {
                missing.add("%s of %s".formatted(shortOf, sku));
            }
        });
        if (!missing.isEmpty()) {
            throw new NonRetryableException("not enough in stock, missing: " + String.join(", ", missing));
        }
    }

    private void take(String sku, long quantity) {
        jdbc.sql("update stock set on_hand = on_hand - ? where sku = ?")
                .params(quantity, sku)
                .update();
    }
}
