package io.orderflow.launcher;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An order of {@code quantity} times one item. */
public record NewOrder(String email, String token, String priority, String sku, int quantity, BigDecimal price) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The body of {@code POST /orders}. */
    public String json() {
        return JSON.writeValueAsString(Map.of(
                "customerEmail", email,
                "paymentMethod", token,
                "priority", priority,
                "items", List.of(Map.of("sku", sku, "quantity", quantity, "unitPrice", price))));
    }
}
