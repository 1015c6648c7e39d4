package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsAccountsTest {

    private final OpsAccounts accounts =
            new OpsAccounts("correct-horse-battery", "battery-staple-horse", "00112233445566778899aabbccddeeff");

    @ParameterizedTest
    @ValueSource(strings = {Orderflow.ORDERS, Orderflow.PAYMENTS, Orderflow.EMAILS, Orderflow.MORE_CONSUMERS})
    void noServiceGetsTheOperatorsPassword(String service) {
        assertThat(accounts.environment(service).values()).noneMatch(it -> it.contains("correct-horse-battery"));
        assertThat(accounts.environment(service).get("ORDERFLOW_OPS_PASSWORD")).startsWith("{SHA-256}{");
    }

    @Test
    void onlyOrderServiceGetsTheMonitorsPassword() {
        assertThat(accounts.environment(Orderflow.ORDERS))
                .containsEntry("ORDERFLOW_LIVE_PASSWORD", "battery-staple-horse");
        assertThat(accounts.environment(Orderflow.EMAILS).values()).doesNotContain("battery-staple-horse");
    }

    /** PasswordHashTest of operations checks that Spring Security accepts this hash. */
    @Test
    void hashesAsMakeSecretsDoes() {
        assertThat(accounts.environment(Orderflow.EMAILS))
                .containsEntry(
                        "ORDERFLOW_OPS_MONITORPASSWORD",
                        "{SHA-256}{00112233445566778899aabbccddeeff}2c5e4ab4accea99633d6daac49cee7cc7193537a9460e8b24148184101d683b2");
    }

    @Test
    void printsNoPassword() {
        assertThat(accounts.toString()).doesNotContain("horse");
    }
}
