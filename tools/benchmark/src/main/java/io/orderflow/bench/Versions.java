package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Sql;
import java.util.Objects;
import java.util.function.Supplier;

/** The versions of the programs that the shops use. */
record Versions(String postgres, String rabbitmq, String pgbench, String node, String redis) {

    static Versions of(Orderflow system) {
        return new Versions(
                Objects.requireNonNull(new Sql(system.database().admin())
                        .row("select current_setting('server_version') as version")
                        .get("version")),
                system.broker().version(),
                version(Tool::pgbench),
                version(Tool::node),
                version(Tool::redis));
    }

    private static String version(Supplier<Tool> tool) {
        try {
            return tool.get().version();
        } catch (LauncherException e) {
            return "not installed";
        }
    }
}
