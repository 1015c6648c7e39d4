package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailSettingsTest {

    @Test
    void putsTheOrderIdIntoThePaymentPagesAddress() {
        UUID order = UUID.randomUUID();

        assertThat(settings("https://shop.example/pay?order={orderId}#{orderId}")
                        .paymentPageOf(order))
                .isEqualTo("https://shop.example/pay?order=%s#%s".formatted(order, order));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/pay",
                "https://shop.example/{order}",
                "/pay/{orderId}",
                "javascript:{orderId}",
                ""
            })
    void refusesAPaymentPageWithoutTheOrderId(String page) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            assertThat(validators.getValidator().validate(settings(page)))
                    .extracting(ConstraintViolation::getMessage)
                    .containsExactly("must be a web address with {orderId} in it");
        }
    }

    private static MailSettings settings(String paymentPage) {
        return new MailSettings(
                "post@shop.example", URI.create("https://shop.example/reset"), paymentPage, Duration.ofMinutes(10));
    }
}
