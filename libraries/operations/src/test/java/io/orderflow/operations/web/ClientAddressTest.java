package io.orderflow.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,           203.0.113.7",
        "203.0.113.7:51234,     203.0.113.7",
        "::ffff:203.0.113.7,    203.0.113.7",
        "2001:db8:0:7::1,       2001:db8:0:7:ffff::2",
        "[2001:db8:0:7::1]:443, 2001:db8:0:7::1",
        "[2001:db8:0:7::1],     2001:db8:0:7::1"
    })
    void namesAClientAtSeveralAddressesOnce(String one, String other) {
        assertThat(ClientAddress.clientAt(one)).isEqualTo(ClientAddress.clientAt(other));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,       203.0.113.8",
        "2001:db8:0:7::1,   2001:db8:0:8::1",
        "unknown:1,         unknown:2",
        "'',                203.0.113.7"
    })
    void tellsClientsApart(String one, String other) {
        assertThat(ClientAddress.clientAt(one)).isNotEqualTo(ClientAddress.clientAt(other));
    }
}
