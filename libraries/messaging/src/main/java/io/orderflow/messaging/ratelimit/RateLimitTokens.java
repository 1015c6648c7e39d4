package io.orderflow.messaging.ratelimit;

import io.orderflow.messaging.ratelimit.RateLimitRules.Choice;
import io.orderflow.messaging.ratelimit.RateLimitRules.Stored;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores the tokens of all limits, shared by all replicas. Each method runs one statement, so a replica that is stopped halfway
 * holds no locks. Times are nanoseconds on the database's clock.
 */
class RateLimitTokens {

    /**
     * How long an owner's session must be gone before its tokens are reclaimed. A replica with a broken session starts no effect
     * after {@link ReplicaSession#TRUSTED_FOR}, and has the rest of this time to reconnect or to finish.
     */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final long REST_MICROS = RateLimitRules.REST.toNanos() / 1000;

    private final JdbcClient jdbc;

    RateLimitTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param now when the tokens were read */
    record Snapshot(long now, List<Stored> tokens) {}

    /**
     * Tokens that were taken.
     *
     * @param now when they were taken
     */
    record Taken(long now, Set<Integer> numbers) {}

    private record TakenRow(int number, long now) {}

    private record Row(int number, Long owner, long freeAt, long startAt, long now) {}

    /** A new token rests first, because effects may have been made before it existed. */
    void create(String name, int count) {
        jdbc.sql("""
                insert into messaging.rate_limit_token (name, number, free_at, start_at)
                select :name, number, clock_timestamp() + :rest * interval '1 microsecond', clock_timestamp()
                  from generate_series(0, :count - 1) as number
                on conflict do nothing""")
                .param("name", name)
                .param("rest", REST_MICROS)
                .param("count", count)
                .update();
    }

    Snapshot read(String name) {
        List<Row> rows = jdbc.sql("""
                select number, owner,
                       (extract(epoch from free_at) * 1000000)::bigint as free_at,
                       (extract(epoch from start_at) * 1000000)::bigint as start_at,
                       (extract(epoch from clock_timestamp()) * 1000000)::bigint as now
                  from messaging.rate_limit_token
                 where name = ?""").param(name).query(Row.class).list();
        long now = rows.stream().mapToLong(Row::now).min().orElse(0);
        return new Snapshot(
                now * 1000,
                rows.stream()
                        .map(it -> new Stored(it.number(), it.owner(), it.freeAt() * 1000, it.startAt() * 1000))
                        .toList());
    }

    /** @return the tokens that were taken; empty if other replicas took all of them first */
    Optional<Taken> take(String name, long owner, List<Choice> chosen) {
        List<TakenRow> rows = jdbc.sql("""
                update messaging.rate_limit_token as token
                   set owner = :owner, lost_at = null, start_at = 'epoch'::timestamptz + choice.start_at * interval '1 microsecond'
                  from unnest(:numbers::int[], :freeAt::bigint[], :startAt::bigint[]) as choice (number, free_at, start_at)
                 where token.name = :name
                   and token.number = choice.number
                   and token.owner is null
                   and (extract(epoch from token.free_at) * 1000000)::bigint = choice.free_at
                returning token.number, (extract(epoch from clock_timestamp()) * 1000000)::bigint as now""")
                .param("owner", owner)
                .param("name", name)
                .param("numbers", chosen.stream().map(it -> it.token().number()).toArray(Integer[]::new))
                .param(
                        "freeAt",
                        chosen.stream().map(it -> it.token().freeAt() / 1000).toArray(Long[]::new))
                .param("startAt", chosen.stream().map(it -> it.startAt() / 1000).toArray(Long[]::new))
                .query(TakenRow.class)
                .list();
        return rows.stream()
                .map(TakenRow::now)
                .min(Comparator.naturalOrder())
                .map(now -> new Taken(
                        now * 1000, rows.stream().map(TakenRow::number).collect(Collectors.toSet())));
    }

    /**
     * Returns tokens. A used token rests for one second; an unused token becomes free as it was before.
     *
     * @param tokens tokens of this owner; a token that the owner has taken again since then stays with it
     */
    void giveBack(String name, long owner, Collection<Token> tokens, boolean used) {
        jdbc.sql("""
                update messaging.rate_limit_token as token
                   set owner = null,
                       free_at = case when :used then clock_timestamp() + :rest * interval '1 microsecond'
                                      else token.free_at end
                  from unnest(:numbers::int[], :startAt::bigint[]) as given (number, start_at)
                 where token.name = :name
                   and token.owner = :owner
                   and token.number = given.number
                   and (extract(epoch from token.start_at) * 1000000)::bigint = given.start_at""")
                .param("used", used)
                .param("rest", REST_MICROS)
                .param("name", name)
                .param("owner", owner)
                .param("numbers", tokens.stream().map(Token::number).toArray(Integer[]::new))
                .param("startAt", tokens.stream().map(it -> it.startAt() / 1000).toArray(Long[]::new))
                .update();
    }

    /**
     * Reclaims the tokens of dead replicas. The database ends the session of a process that dies, and keeps the session of a
     * process that is only stopped. A stopped process may still make its effect, so it keeps its tokens.
     */
    void reclaim(String name) {
        jdbc.sql("""
                with held as (
                    select number, owner,
                           not exists (select from pg_locks
                                        where locktype = 'advisory'
                                          and database = (select oid from pg_database where datname = current_database())
                                          and objsubid = 1
                                          and (classid::bigint << 32) | objid::bigint = owner) as gone
                      from messaging.rate_limit_token
                     where name = :name and owner is not null)
                update messaging.rate_limit_token as token
                   set owner = case when gone and lost_at <= clock_timestamp() - :grace * interval '1 microsecond'
                                    then null else token.owner end,
                       free_at = clock_timestamp() + :rest * interval '1 microsecond',
                       lost_at = case when gone then least(lost_at, clock_timestamp()) end
                  from held
                 where token.name = :name
                   and token.number = held.number
                   and token.owner = held.owner
                   and (gone or lost_at is not null)""")
                .param("name", name)
                .param("rest", REST_MICROS)
                .param("grace", GRACE.toNanos() / 1000)
                .update();
    }

    /**
     * Caps the times of all tokens. No token rests longer than {@link RateLimitRules#REST}, so a later time was stored before the
     * clock was set back.
     */
    void boundTimes(String name) {
        jdbc.sql("""
                update messaging.rate_limit_token
                   set free_at = clock_timestamp() + :rest * interval '1 microsecond'
                 where name = :name and free_at > clock_timestamp() + :rest * interval '1 microsecond'""").param("rest", REST_MICROS).param("name", name).update();
    }
}
