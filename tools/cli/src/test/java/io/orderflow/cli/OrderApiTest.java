package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderApiTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "10, 8"})
    void backsOffWhileNobodyAnswers(int tries, int longestSeconds) {
        Duration longest = Duration.ofSeconds(longestSeconds);

        assertThat(OrderApi.retryAfter(null, tries))
                .hasValueSatisfying(pause -> assertThat(pause).isBetween(longest.dividedBy(2), longest));
    }
}
