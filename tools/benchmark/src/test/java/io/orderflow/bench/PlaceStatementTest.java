package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlaceStatementTest {

    private static final String SERVICE = "order-service/src/main/java/io/orderflow/order/OrderInserts.java";
    private static final Pattern INSERT = Pattern.compile("insert into ([a-z_.]+)\\s*\\(([^)]+)\\)");

    @Test
    void writesTheSameColumnsAsTheService() throws IOException {
        assertThat(inserts(PlaceStatement.script()))
                .hasSize(4)
                .isEqualTo(inserts(Files.readString(Project.find().root().resolve(SERVICE))));
    }

    private static List<String> inserts(String text) {
        return INSERT.matcher(text)
                .results()
                .map(it -> it.group(1) + ": " + it.group(2).replaceAll("\\s+", " "))
                .toList();
    }
}
