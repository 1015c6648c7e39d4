package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Project;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceStatementTest {

    private static final Set<String> VARIABLES = Set.of(
            "email",
            "priority",
            "currency",
            "total",
            "items",
            "cause",
            "placedType",
            "placedData",
            "scheduledType",
            "scheduledData",
            "reminderRoutingKey",
            "reminderType",
            "reminderHeaders",
            "reminderBody",
            "exchange",
            "routingKey",
            "type",
            "headers",
            "body");

    @Test
    void everyParameterOfTheServicesStatementHasAValue() {
        assertThat(PlaceStatement.script(Project.find(), VARIABLES))
                .contains("insert into orders", "insert into messaging.outbox", ":items::jsonb")
                .contains("gen_random_uuid()", "'payment-reminder:' || id")
                .doesNotContain(":id", ":placedAt", ":messageId")
                .endsWith(";\n");
    }

    @Test
    void aNewParameterIsNoticed() {
        String source = "String PLACE = \"\"\"\n        insert into orders values (:id, :colour)\"\"\";";
        assertThatThrownBy(() -> PlaceStatement.script(source, Set.of()))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void aStatementThatIsElsewhereIsMissed() {
        assertThatThrownBy(() -> PlaceStatement.script("class OrderPlacement {}", Set.of()))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("PLACE");
    }
}
