package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.OversizedBody;
import io.orderflow.messaging.database.SharedClock;
import io.orderflow.messaging.deadletter.DeadLetters.Position;
import io.orderflow.messaging.outbox.OutgoingMessage;
import io.orderflow.messaging.outbox.PostgresText;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores the rows of dead letters. */
class DeadLetterRepository {

    private static final TypeReference<Map<String, Object>> HEADERS = new TypeReference<>() {};

    private static final String COLUMNS = """
            id, consumer, died_at, reason, error, attempts, redriven, queue, message_id, type, correlation_id""";

    private static final String MATCHES = """
            (:consumer::text is null or consumer = :consumer)
            and (:reason::text is null or reason = :reason)
            and (:type::text is null or type = :type)
            and (:correlationId::text is null or correlation_id = :correlationId)
            and (:from::timestamptz is null or died_at >= :from)
            and (:until::timestamptz is null or died_at < :until)""";

    /** The broker would refuse a larger body, and a body that was cut is no message. */
    private static final String IS_WHOLE =
            "octet_length(body) <= %s and headers -> '%s' is null".formatted(OversizedBody.LIMIT, OversizedBody.SHA256);

    /**
     * One statement deletes the chosen rows, inserts them into the outbox and writes the audit log. The inbox forgets a message that
     * is no dead letter any more, so its time begins again.
     */
    private static final String REDRIVE = """
            with chosen as (
                delete from messaging.dead_letter where id = any (array(%1$s for update skip locked)) returning *),
            sent as (
                insert into messaging.outbox
                       (exchange, routing_key, message_id, type, correlation_id, headers, body)
                select consumer, routing_key, message_id, type, correlation_id,
                       headers - '{%2$s}'::text[]
                           || jsonb_build_object('%3$s', redriven + 1, '%5$s', id::text)
                           || :link::jsonb,
                       body
                  from chosen
                 order by died_at, id),
            remembered as (
                update messaging.inbox
                   set handled_at = clock_timestamp()
                  from chosen
                 where inbox.consumer = chosen.consumer
                   and inbox.message_id = case when chosen.message_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                                               then chosen.message_id::uuid end)
            insert into messaging.operator_action (operator, action, subject, details)
            select :operator, 'redrive', id::text, %4$s
              from chosen""";

    /** One statement deletes the chosen rows and writes the audit log. */
    private static final String FORGET = """
            with forgotten as (
                delete from messaging.dead_letter where id = any (array(%s)) returning consumer, reason, filed_at),
            noted as (
                insert into messaging.operator_action (operator, action, subject, reason, details)
                select 'retention', 'forget', consumer, :why,
                       jsonb_build_object('reason', reason, 'deadLetters', count(*),
                                          'filedFrom', min(filed_at), 'filedUntil', max(filed_at))
                  from forgotten
                 group by consumer, reason)
            select count(*) from forgotten""";

    private static final String ADD = """
            insert into messaging.dead_letter
                   (id, consumer, died_at, reason, error, attempts, queue, routing_key, message_id, type,
                    correlation_id, headers, body)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)""";

    private static final String NOTE = """
            jsonb_strip_nulls(jsonb_build_object(
                'consumer', consumer, 'type', type, 'messageId', message_id, 'correlationId', correlation_id))""";

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final JsonMapper json = JsonMapper.builder().build();

    DeadLetterRepository(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void add(DeadLetter letter, String routingKey, Map<String, Object> headers, byte[] body) {
        batches.update(
                ADD,
                letter.id(),
                letter.consumer(),
                Timestamp.from(letter.diedAt()),
                letter.reason(),
                letter.error(),
                letter.attempts(),
                letter.queue(),
                routingKey,
                letter.messageId(),
                letter.type(),
                letter.correlationId(),
                json.writeValueAsString(headers),
                body);
    }

    /** Adds the messages that {@link FailureHandler} made for the dead-letter queue. */
    void addAll(ConsumerQueues queues, List<OutgoingMessage> letters) {
        List<Object[]> rows = letters.stream().map(it -> row(queues, it)).toList();
        if (rows.size() == 1) {
            // The exception of a failed batch quotes the values, and so the body.
            batches.update(ADD, rows.get(0));
        } else {
            batches.batchUpdate(ADD, rows);
        }
    }

    private Object[] row(ConsumerQueues queues, OutgoingMessage letter) {
        return new Object[] {
            UUID.fromString(text(letter, FailureHeaders.DEAD_LETTER)),
            queues.consumer(),
            Timestamp.from(Instant.parse(text(letter, FailureHeaders.LAST_FAILED_AT))),
            text(letter, FailureHeaders.REASON),
            text(letter, FailureHeaders.EXCEPTION),
            letter.headers().get(FailureHeaders.ATTEMPTS),
            text(letter, FailureHeaders.QUEUE),
            PostgresText.text(queues.comebackKey(letter.routingKey())),
            PostgresText.text(letter.messageId()),
            PostgresText.text(letter.type()),
            PostgresText.text(letter.correlationId()),
            json.writeValueAsString(PostgresText.headers(letter.headers())),
            letter.body()
        };
    }

    private static @Nullable String text(OutgoingMessage letter, String header) {
        return PostgresText.text((String) letter.headers().get(header));
    }

    /** The time of the database's clock, which also sets {@code filed_at}. */
    Instant now() {
        return SharedClock.now(jdbc);
    }

    List<DeadLetter> find(DeadLetterFilter filter, @Nullable Position after, int limit) {
        return matching("""
                        select %s
                          from messaging.dead_letter
                         where %s
                           and (:afterId::uuid is null or (died_at, id) < (:afterTime::timestamptz, :afterId::uuid))
                         order by died_at desc, id desc
                         limit :limit""".formatted(COLUMNS, MATCHES), filter)
                .param("afterTime", after == null ? null : Timestamp.from(after.diedAt()))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query(this::letter)
                .list();
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select consumer, count(*) from messaging.dead_letter group by consumer")
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    Map<String, Set<String>> reasonsOfNew(Duration late) {
        Map<String, Set<String>> reasons = new HashMap<>();
        jdbc.sql("""
                select distinct consumer, reason
                  from messaging.dead_letter
                 where filed_at between statement_timestamp() - ? * interval '1 second' and clock_timestamp()""").param(late.toSeconds()).query(row -> {
            reasons.computeIfAbsent(row.getString(1), consumer -> new HashSet<>())
                    .add(row.getString(2));
        });
        return reasons;
    }

    Optional<DeadLetterDetails> show(UUID id) {
        return jdbc.sql("""
                select %s, headers, octet_length(body) as bytes, case when %s then body end as whole_body
                  from messaging.dead_letter
                 where id = ?""".formatted(COLUMNS, IS_WHOLE))
                .param(id)
                .query(this::details)
                .optional();
    }

    boolean isOversized(UUID id) {
        return jdbc.sql("select exists (select from messaging.dead_letter where id = ? and not (%s))"
                        .formatted(IS_WHOLE))
                .param(id)
                .query(Boolean.class)
                .single();
    }

    int redrive(UUID id, String operator) {
        return redriving("select id from messaging.dead_letter where id = :id and " + IS_WHOLE, operator)
                .param("id", id)
                .update();
    }

    /** Includes dead letters from the future, which were stored before the database's clock was set back. */
    int redrive(DeadLetterFilter filter, Instant filedUntil, int limit, String operator) {
        String chosen = """
                select id
                  from messaging.dead_letter
                 where %s
                   and (filed_at <= :filedUntil or filed_at > clock_timestamp())
                   and %s
                 order by died_at, id
                 limit :limit""".formatted(MATCHES, IS_WHOLE);
        return parameters(redriving(chosen, operator), filter)
                .param("filedUntil", Timestamp.from(filedUntil))
                .param("limit", limit)
                .update();
    }

    int drop(UUID id, String operator, String reason) {
        return jdbc.sql("""
                with dropped as (delete from messaging.dead_letter where id = :id returning *)
                insert into messaging.operator_action (operator, action, subject, reason, details)
                select :operator, 'drop', id::text, :reason, %s
                  from dropped""".formatted(NOTE))
                .param("id", id)
                .param("operator", operator)
                .param("reason", reason)
                .update();
    }

    /** How many will be forgotten soon, by consumer. */
    Map<String, Long> expiring(Duration age, int above) {
        Map<String, Long> expiring = new HashMap<>();
        jdbc.sql("""
                select consumer, sum(expiring)
                  from (select consumer,
                               greatest(count(*) filter (where filed_at < clock_timestamp() - :age * interval '1 second'),
                                        count(*) - :above) as expiring
                          from messaging.dead_letter
                         group by consumer, reason) as by_reason
                 where expiring > 0
                 group by consumer""").param("age", age.toSeconds()).param("above", above).query(row -> {
            expiring.put(row.getString(1), row.getLong(2));
        });
        return expiring;
    }

    int forgetOld(Duration age, int limit) {
        return jdbc.sql(FORGET.formatted("""
                        select id
                          from messaging.dead_letter
                         where filed_at < clock_timestamp() - :age * interval '1 second'
                         order by filed_at
                         limit :limit
                           for update skip locked"""))
                .param("age", age.toSeconds())
                .param("why", "older than %s days".formatted(age.toDays()))
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    int forgetBeyond(int most, int limit) {
        return jdbc.sql(FORGET.formatted("""
                        select id
                          from (select id,
                                       row_number() over (partition by consumer, reason order by filed_at desc, id) as number
                                  from messaging.dead_letter) as ranked
                         where number > :most
                         limit :limit"""))
                .param("most", most)
                .param("why", "more than %s".formatted(most))
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    private StatementSpec redriving(String chosen, String operator) {
        String headersOfThisLife = String.join(",", FailureHeaders.OF_ONE_LIFE);
        return jdbc.sql(REDRIVE.formatted(
                        chosen, headersOfThisLife, FailureHeaders.REDRIVEN, NOTE, FailureHeaders.REDRIVE))
                .param("operator", operator)
                .param("link", json.writeValueAsString(TraceHeaders.linkToCurrent()));
    }

    private StatementSpec matching(String sql, DeadLetterFilter filter) {
        return parameters(jdbc.sql(sql), filter);
    }

    private static StatementSpec parameters(StatementSpec statement, DeadLetterFilter filter) {
        return statement
                .param("consumer", filter.consumer())
                .param("reason", filter.reason())
                .param("type", filter.type())
                .param("correlationId", filter.correlationId())
                .param("from", timestamp(filter.from()))
                .param("until", timestamp(filter.until()));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private DeadLetterDetails details(ResultSet row, int number) throws SQLException {
        Map<String, Object> headers = json.readValue(row.getString("headers"), HEADERS);
        byte[] body = row.getBytes("whole_body");
        return new DeadLetterDetails(
                letter(row, number),
                headers,
                body == null ? null : Secrets.masked(body).orElse(null),
                OversizedBody.isIn(headers) ? OversizedBody.bytes(headers) : row.getInt("bytes"));
    }

    private DeadLetter letter(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("consumer"),
                row.getTimestamp("died_at").toInstant(),
                row.getString("reason"),
                row.getString("error"),
                row.getInt("attempts"),
                row.getInt("redriven"),
                row.getString("queue"),
                row.getString("message_id"),
                row.getString("type"),
                row.getString("correlation_id"));
    }
}
