package io.orderflow.order;

import io.orderflow.backing.MangledJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Malformed and unusual requests to the order API. The same random numbers make the same requests. */
final class OddRequests {

    static final String GOOD_ORDER = """
            {"customerEmail": "ada@example.org", "paymentMethod": "pm_card_visa", "priority": "VIP", "currency": "EUR",
             "items": [{"sku": "book-42", "quantity": 2, "unitPrice": 9.95}, {"sku": "pen", "quantity": 1, "unitPrice": 3}]}""";

    private static final String GOOD_PAYMENT = "{\"paymentMethod\": \"pm_card_visa\"}";
    private static final String OPERATOR = basic("operator:" + OrderServiceTest.OPS_PASSWORD);
    private static final String LONG = "x".repeat(3000);

    private static final List<String> METHODS = List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "PROPFIND");
    private static final List<String> ODD = List.of(
            "",
            "0",
            "-1",
            "1e9",
            "99999999999999999999",
            "null",
            "PAID",
            "paid",
            "%00",
            "%",
            "%zz",
            "%E0%80%80",
            "%2e%2e%2f",
            "..;/..",
            "%0d%0aX-Odd:1",
            "'%20or%20'1'='1",
            "${jndi:x}",
            "1-1-1-1-1",
            "00000000-0000-0000-0000-000000000000",
            "\u00e9",
            "[0]",
            "a&a=b",
            LONG);
    private static final List<String> ODD_HEADERS = List.of(
            "",
            "*/*",
            "/",
            "application/json",
            "application/json;charset=utf-16",
            "application/json;charset=nonsense",
            "application/problem+json",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "text/event-stream",
            "text/html;q=2",
            "image/png",
            "gzip",
            "-1",
            "bytes=0-",
            "W/\"1\"",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "https://elsewhere.example",
            "\u00ff\u00fe",
            "a\tb",
            LONG);
    /** Leaves out wrong passwords: after ten of them the service would lock out the operator. */
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Content-Type",
            "Content-Encoding",
            "Cookie",
            "Host",
            "If-Modified-Since",
            "If-None-Match",
            "Idempotency-Key",
            "Origin",
            "Range",
            "X-Forwarded-For",
            "X-HTTP-Method-Override",
            "traceparent");

    private final Random random;

    private OddRequests(Random random) {
        this.random = random;
    }

    static RawRequest next(Random random) {
        return new OddRequests(random).request();
    }

    private RawRequest request() {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (random.nextInt(4) == 0) {
            // Few keys, so that they repeat, usually for different orders.
            headers.put("Idempotency-Key", "key-" + random.nextInt(50));
        }
        if (random.nextInt(4) == 0) {
            headers.put("Authorization", OPERATOR);
        }
        for (int odd = random.nextInt(3); odd > 0; odd--) {
            headers.put(any(HEADERS), any(ODD_HEADERS));
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> new RawRequest("POST", "/orders", headers, mangled(GOOD_ORDER));
            case 5 -> new RawRequest("POST", "/orders/" + id() + "/payment", headers, mangled(GOOD_PAYMENT));
            case 6 -> new RawRequest("GET", "/orders" + query(), operator(headers), new byte[0]);
            case 7 -> new RawRequest("GET", "/orders/" + id() + any(List.of("", "/events", "/")), headers, new byte[0]);
            case 8 -> new RawRequest("POST", "/orders/" + id() + "/shipment", operator(headers), mangled("{}"));
            default -> new RawRequest(any(METHODS), "/" + any(ODD) + "/orders/" + id(), headers, mangled(GOOD_ORDER));
        };
    }

    private byte[] mangled(String good) {
        if (random.nextInt(50) == 0) {
            return " ".repeat(60_000 + random.nextInt(10_000)).getBytes(StandardCharsets.UTF_8);
        }
        return MangledJson.of(good, random);
    }

    private String id() {
        return random.nextInt(3) == 0 ? new UUID(random.nextLong(), random.nextLong()).toString() : any(ODD);
    }

    private String query() {
        StringBuilder query = new StringBuilder("?");
        for (int parameters = random.nextInt(4); parameters > 0; parameters--) {
            query.append(any(List.of("status", "after", "limit", "unknown", "%00", "")))
                    .append('=')
                    .append(any(ODD))
                    .append('&');
        }
        return query.toString();
    }

    private static Map<String, String> operator(Map<String, String> headers) {
        headers.put("Authorization", OPERATOR);
        return headers;
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
