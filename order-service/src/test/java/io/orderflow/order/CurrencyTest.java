package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyTest {

    @ParameterizedTest
    @CsvSource({"EUR,2", "JPY,0", "KWD,3", "UYW,4", "CLF,4", "XAD,2", "XCG,2", "ZWG,2", "SLE,2", "VED,2"})
    void knowsTheDecimals(String code, int decimals) {
        assertThat(Currency.of(code)).contains(new Currency(code, decimals));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEM", "HRK", "ZWL", "ANG", "BGN", "CUC", "SLL", "XAU", "XDR", "XTS", "XXX", "eur", "EU", "", "ABC"
            })
    void refusesWithdrawnUnitsAndOthers(String code) {
        assertThat(Currency.of(code)).isEmpty();
    }

    @Test
    void agreesWithJavaOnTheDecimalsOfWhatBothKnow() {
        assertThat(java.util.Currency.getAvailableCurrencies())
                .filteredOn(it -> Currency.of(it.getCurrencyCode()).isPresent())
                .hasSizeGreaterThan(140)
                .allSatisfy(it -> assertThat(
                                Currency.of(it.getCurrencyCode()).orElseThrow().decimals())
                        .isEqualTo(it.getDefaultFractionDigits()));
    }
}
