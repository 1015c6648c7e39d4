package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void printsTheAmountUnchanged() {
        assertThat(new Money(new BigDecimal("12.50"), "EUR")).hasToString("12.50 EUR");
        assertThat(new Money(new BigDecimal("1E+3"), "JPY")).hasToString("1000 JPY");
    }
}
