package io.orderflow.messaging.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit log: which operator did what, and when. The entry is written in the transaction of the action, so neither commits
 * without the other.
 */
public class AuditLog {

    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One action of an operator.
     *
     * @param subject the object of the action: a dead letter's id, a consumer's name and so on
     * @param reason in the operator's words, or null
     */
    public record Action(
            long id,
            Instant at,
            String operator,
            String action,
            String subject,
            @Nullable String reason,
            Map<String, Object> details) {}

    /** @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String operator, String action, String subject, Map<String, Object> details) {
        jdbc.sql("""
                insert into messaging.operator_action (operator, action, subject, details)
                values (?, ?, ?, ?::jsonb)""")
                .params(operator, action, subject, json.writeValueAsString(details))
                .update();
    }

    /** The service may delete no entry. A function of the owner does, and refuses ages under 30 days. */
    int forgetOlderThan(Duration age, int atMost) {
        return jdbc.sql("select messaging.forget_operator_actions(?, ?)")
                .params(age.toSeconds(), atMost)
                .query(Integer.class)
                .single();
    }

    /**
     * The latest actions, newest first.
     *
     * @param subject null for all
     * @param before returns only entries with a smaller id; null for the first page
     */
    @Transactional(readOnly = true)
    public List<Action> latest(@Nullable String subject, @Nullable Long before, int limit) {
        return jdbc.sql("""
                select id, at, operator, action, subject, reason, details
                  from messaging.operator_action
                 where (:subject::text is null or subject = :subject)
                   and (:before::bigint is null or id < :before)
                 order by id desc
                 limit :limit""")
                .param("subject", subject)
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> new Action(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("operator"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("reason"),
                        json.readValue(row.getString("details"), DETAILS)))
                .list();
    }
}
