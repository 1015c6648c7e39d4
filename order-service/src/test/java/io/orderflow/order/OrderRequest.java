package io.orderflow.order;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** An order for one book, as an HTTP request. */
final class OrderRequest {

    private OrderRequest() {}

    static HttpRequest of(int port, String customer, Duration patience) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d/orders".formatted(port)))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"customerEmail": "%s", "paymentMethod": "pm_card_visa",
                         "items": [{"sku": "book-42", "quantity": 1, "unitPrice": 9.95}]}""".formatted(customer)))
                .build();
    }
}
