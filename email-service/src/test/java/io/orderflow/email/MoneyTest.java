package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderflow.messaging.PermanentFailure;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    void isWrittenAsItCame() {
        assertThat(new Money(new BigDecimal("12.50"), "EUR")).hasToString("12.50 EUR");
        assertThat(new Money(new BigDecimal("1E+3"), "JPY")).hasToString("1000 JPY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1234567890123456789012345678901"})
    void refusesAmountsThatNoMailCanHold(String amount) {
        assertThatExceptionOfType(PermanentFailure.class).isThrownBy(() -> new Money(new BigDecimal(amount), "EUR"));
    }
}
