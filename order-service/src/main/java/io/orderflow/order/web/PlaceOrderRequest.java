package io.orderflow.order.web;

import io.orderflow.messages.MailAddress;
import io.orderflow.messages.Priority;
import io.orderflow.order.Currency;
import io.orderflow.order.InvalidOrderException;
import io.orderflow.order.NewOrder;
import io.orderflow.order.OrderItem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/** The body of {@code POST /orders}. */
record PlaceOrderRequest(
        @Schema(example = "ada@example.org")
        @NotNull
        @Size(max = MailAddress.MAX_LENGTH)
        @Pattern(regexp = MailAddress.PATTERN, message = "must be an e-mail address")
        String customerEmail,

        @Schema(example = "pm_card_visa", description = "A token of the payment gateway's, never card data")
        @NotNull
        @Pattern(regexp = TOKEN, message = TOKEN_EXPECTED)
        String paymentMethod,

        @Schema(defaultValue = "REGULAR") Priority priority,

        @Schema(defaultValue = "EUR", description = "ISO 4217")
        @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 currency code such as EUR")
        String currency,

        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Item> items) {

    /** Rejects a token with as many consecutive digits as a card number has. */
    static final String TOKEN = "(?!.*[0-9]{12})pm_[A-Za-z0-9_]{1,64}";

    static final String TOKEN_EXPECTED = "must be a payment token such as pm_card_visa; card numbers are not accepted";

    @Schema(name = "PlaceOrderItem")
    record Item(
            @Schema(example = "book-42")
            @NotNull
            @Pattern(regexp = "[A-Za-z0-9._-]{1,64}", message = "must be 1 to 64 letters, digits, '.', '_' or '-'")
            String sku,

            @Schema(example = "2") @NotNull @Min(1) @Max(10_000)
            Integer quantity,

            @Schema(example = "19.90") @NotNull @Positive @DecimalMax("1000000")
            BigDecimal unitPrice) {}

    NewOrder toNewOrder() {
        return new NewOrder(
                customerEmail,
                paymentMethod,
                priority == null ? Priority.REGULAR : priority,
                currencyOrEuro(),
                items.stream()
                        .map(it -> new OrderItem(it.sku(), it.quantity(), it.unitPrice()))
                        .toList());
    }

    private Currency currencyOrEuro() {
        return currency == null
                ? Currency.EUR
                : Currency.of(currency)
                        .orElseThrow(() ->
                                new InvalidOrderException("currency", "must be an ISO 4217 currency code such as EUR"));
    }
}
