package io.orderflow.messaging.effect;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Claims on effects, stored in the service's database. A claim prevents all other workers, in this and other replicas, from
 * making an effect for the same subject at the same time. The claim ends when its owner releases it, or when its lease is over. The
 * lease is renewed while its owner works.
 */
public class EffectClaims {

    public static final int LONGEST_LEASE_MINUTES = 15;

    private static final Logger log = LoggerFactory.getLogger(EffectClaims.class);

    private final JdbcClient jdbc;

    /** When the next renewal of each claim is due, on {@link System#nanoTime}. */
    private final Map<Claim, Long> underWork = new ConcurrentHashMap<>();

    EffectClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param latestStart on {@link System#nanoTime}: an effect that starts later may outlive the lease */
    public record Claim(String consumer, String subject, UUID owner, Duration lease, long latestStart) {}

    /**
     * Claims the subject. Call this in a transaction.
     *
     * @param longestCall the longest time that the effect can take
     * @return empty if another worker has the claim
     */
    public Optional<Claim> claim(String consumer, String subject, Duration lease, Duration longestCall) {
        UUID owner = UUID.randomUUID();
        long latestStart = System.nanoTime() + lease.minus(longestCall).toNanos();
        // A claim from the future was made before the clock was set back, so it does not count. No claim outlasts the
        // longest lease.
        int claimed = jdbc.sql("""
                insert into messaging.effect_claim as known (consumer, subject, owner, claimed_at, lease_until)
                values (:consumer, :subject, :owner, clock_timestamp(), clock_timestamp() + :lease * interval '1 millisecond')
                on conflict (consumer, subject) do update
                   set owner = excluded.owner, claimed_at = clock_timestamp(),
                       lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                 where not clock_timestamp() between known.claimed_at
                                                 and least(known.lease_until, known.claimed_at + :longest * interval '1 minute')""")
                .param("consumer", consumer)
                .param("subject", subject)
                .param("owner", owner)
                .param("lease", lease.toMillis())
                .param("longest", LONGEST_LEASE_MINUTES)
                .update();
        return claimed == 1 ? Optional.of(new Claim(consumer, subject, owner, lease, latestStart)) : Optional.empty();
    }

    /** Keeps the claim, beyond its lease if need be, until {@link #endWork}. */
    public void beginWork(Claim claim) {
        underWork.put(claim, System.nanoTime() + claim.lease().toNanos() / 2);
    }

    /** Renews the claim no longer. */
    public void endWork(Claim claim) {
        underWork.remove(claim);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void renew() {
        long now = System.nanoTime();
        underWork.forEach((claim, due) -> {
            if (now - due >= 0) {
                try {
                    renew(claim);
                    underWork.replace(claim, due, now + claim.lease().toNanos() / 2);
                } catch (DataAccessException e) {
                    log.debug("a claim is not renewed now", e);
                }
            }
        });
    }

    private void renew(Claim claim) {
        jdbc.sql("""
                update messaging.effect_claim
                   set claimed_at = clock_timestamp(), lease_until = clock_timestamp() + ? * interval '1 millisecond'
                 where consumer = ? and subject = ? and owner = ?""")
                .params(claim.lease().toMillis(), claim.consumer(), claim.subject(), claim.owner())
                .update();
    }

    /**
     * Deletes claims of dead replicas whose lease ended over a day ago. Such a claim delays no message, and remains only if its message
     * never came again. The inbox, not the claim, records that a message was handled.
     */
    int forgetEnded(int atMost) {
        return jdbc.sql("""
                delete from messaging.effect_claim
                 where (consumer, subject) in (select consumer, subject
                                                 from messaging.effect_claim
                                                where lease_until < clock_timestamp() - interval '1 day'
                                                limit ?
                                                  for update skip locked)""").param(atMost).update();
    }

    /** Releases the claim. Does nothing if the lease was over and another worker has claimed the subject since. */
    public void giveUp(Claim claim) {
        jdbc.sql("delete from messaging.effect_claim where consumer = ? and subject = ? and owner = ?")
                .params(claim.consumer(), claim.subject(), claim.owner())
                .update();
    }
}
