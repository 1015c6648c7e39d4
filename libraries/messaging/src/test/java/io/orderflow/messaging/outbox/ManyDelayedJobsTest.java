package io.orderflow.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.MessagingTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The relay polls for due jobs and rows many times a second, so a poll must not cost more when many others wait. The planner must
 * use the indexes whatever its statistics say, because a cached plan may be older than the rows.
 */
@Tag("slow")
@MessagingTest
class ManyDelayedJobsTest {

    private static final int WAITING = 100_000;
    private static final int BATCH = 500;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    private TransactionTemplate rolledBack;

    @BeforeEach
    void prepare(@Autowired PlatformTransactionManager transactions) {
        rolledBack = new TransactionTemplate(transactions);
        // The indexes still contain the rows that earlier tests rolled back.
        jdbc.sql("vacuum messaging.delayed_job, messaging.outbox").update();
    }

    @ParameterizedTest(name = "due in {1}, with statistics {0}")
    @CsvSource({
        "of the empty tables, 1 day",
        "that there are none of, 1 day",
        "that are fresh, 1 day",
        "of the empty tables, -1 day",
        "that there are none of, -1 day",
        "that are fresh, -1 day"
    })
    void areFoundByIndexAlone(String statistics, String dueIn) {
        inATransactionThatIsRolledBack(() -> {
            if (statistics.equals("of the empty tables")) {
                analyze();
            }
            fill(dueIn);
            if (statistics.equals("that are fresh")) {
                analyze();
            }
            assertAllPlansReadByIndexAlone();
        });
    }

    /** A connection caches such plans, for example from before a broker outage. */
    @Test
    void areFoundByIndexAloneByPlansThatWereMadeForEmptyTables() {
        inATransactionThatIsRolledBack(() -> {
            analyze();
            assertAllPlansReadByIndexAlone();
        });
    }

    @Test
    void costTheRelayAFewBlocksHoweverManyTheyAre() {
        inATransactionThatIsRolledBack(() -> {
            fill("1 day");
            analyze();
            for (String statement : List.of(releasing(), taking())) {
                JsonNode plan = explain(statement, "analyze, buffers, ");
                System.out.println(statement + "\n" + plan.toPrettyString());

                assertThat(plan.path("Shared Hit Blocks").asInt()
                                + plan.path("Shared Read Blocks").asInt())
                        .as(plan.toPrettyString())
                        .isLessThan(10);
            }
        });
    }

    private void assertAllPlansReadByIndexAlone() {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            jdbc.sql("set local plan_cache_mode = " + mode).update();
            assertReadsByIndexAlone(explain(releasing(), ""));
            assertReadsByIndexAlone(explain(taking(), ""));
        }
    }

    private void inATransactionThatIsRolledBack(Runnable test) {
        rolledBack.executeWithoutResult(status -> {
            status.setRollbackOnly();
            new OutboxRepository(jdbc).beginBatch();
            test.run();
        });
    }

    /** Fills both tables equally, because a backlog in the outbox must not slow the relay either. */
    private void fill(String dueIn) {
        jdbc.sql("""
                insert into messaging.delayed_job
                       (key, due_at, exchange, routing_key, message_id, type, correlation_id, body)
                select 'job-' || n, clock_timestamp() + :dueIn::interval, 'elsewhere', 'here', n, 'test', n, '\\x00'
                  from generate_series(1, :n) as n""").param("n", WAITING).param("dueIn", dueIn).update();
        jdbc.sql("""
                insert into messaging.outbox (due_at, exchange, routing_key, body)
                select clock_timestamp() + :dueIn::interval, 'elsewhere', 'here', '\\x00'
                  from generate_series(1, :n) as n""").param("n", WAITING).param("dueIn", dueIn).update();
    }

    private void analyze() {
        jdbc.sql("analyze messaging.delayed_job, messaging.outbox").update();
    }

    private String releasing() {
        return statementOf(client -> new DelayedJobs(client, null).release(BATCH));
    }

    private String taking() {
        return statementOf(client -> new OutboxRepository(client).takeDue(BATCH));
    }

    /** Captures the statement that the code sends, because a copy here could become outdated. */
    private String statementOf(Consumer<JdbcClient> work) {
        List<String> statements = new ArrayList<>();
        work.accept(JdbcClient.create(new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection real = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                statements.add((String) arguments[0]);
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        }));
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    private JsonNode explain(String statement, String options) {
        jdbc.sql("prepare explained (bigint) as " + statement.replace("?", "$1"))
                .update();
        try {
            String plan = jdbc.sql("explain (%sformat json) execute explained (%d)".formatted(options, BATCH))
                    .query(String.class)
                    .single();
            return JsonMapper.shared().readTree(plan).get(0).get("Plan");
        } finally {
            jdbc.sql("deallocate explained").update();
        }
    }

    private static void assertReadsByIndexAlone(JsonNode plan) {
        List<JsonNode> reads = new ArrayList<>();
        collectReads(plan, reads);

        assertThat(reads)
                .as(plan.toPrettyString())
                .extracting(it -> it.path("Node Type").asString())
                .isSubsetOf("Index Scan", "Bitmap Heap Scan", "Bitmap Index Scan");
        // A filter would mean that the scan reads all waiting rows, although by an index. A bitmap scan would read all
        // due rows.
        assertThat(reads)
                .as(plan.toPrettyString())
                .filteredOn(it -> it.path("Index Name").asString("").endsWith("_due"))
                .isNotEmpty()
                .allSatisfy(it -> {
                    assertThat(it.path("Node Type").asString()).isEqualTo("Index Scan");
                    assertThat(it.has("Index Cond")).isTrue();
                    assertThat(it.has("Filter")).isFalse();
                });
    }

    private static void collectReads(JsonNode node, List<JsonNode> reads) {
        String type = node.path("Node Type").asString();
        if (type.endsWith("Scan") && !type.equals("CTE Scan") && !type.equals("Subquery Scan")) {
            reads.add(node);
        }
        node.path("Plans").forEach(child -> collectReads(child, reads));
    }
}
