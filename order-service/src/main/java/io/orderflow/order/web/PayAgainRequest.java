package io.orderflow.order.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The body of {@code POST /orders/{id}/payment}. */
record PayAgainRequest(
        @Schema(example = "pm_card_visa", description = "A token of the payment gateway's, never card data")
        @NotNull
        @Pattern(regexp = PlaceOrderRequest.TOKEN, message = PlaceOrderRequest.TOKEN_EXPECTED)
        String paymentMethod) {}
