package io.orderflow.messaging.effect;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Claims on effects, stored in the service's database. A claim prevents all other workers, in this and other replicas, from
 * making an effect for the same subject at the same time. The claim ends when its owner releases it, or when its lease is over.
 */
public class EffectClaims {

    private final JdbcClient jdbc;

    EffectClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param latestStart on {@link System#nanoTime}: an effect that starts later may outlive the lease */
    public record Claim(String consumer, String subject, UUID owner, long latestStart) {}

    /**
     * Claims the subject. Call this in a transaction.
     *
     * @param longestCall the longest time that the effect can take
     * @return empty if another worker has the claim
     */
    public Optional<Claim> claim(String consumer, String subject, Duration lease, Duration longestCall) {
        UUID owner = UUID.randomUUID();
        long latestStart = System.nanoTime() + lease.minus(longestCall).toNanos();
        // A claim from the future was made before the clock was set back, so it does not count.
        int claimed = jdbc.sql("""
                insert into messaging.effect_claim as known (consumer, subject, owner, claimed_at, lease_until)
                values (:consumer, :subject, :owner, clock_timestamp(), clock_timestamp() + :lease * interval '1 millisecond')
                on conflict (consumer, subject) do update
                   set owner = excluded.owner, claimed_at = clock_timestamp(),
                       lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                 where not clock_timestamp() between known.claimed_at and known.lease_until""")
                .param("consumer", consumer)
                .param("subject", subject)
                .param("owner", owner)
                .param("lease", lease.toMillis())
                .update();
        return claimed == 1 ? Optional.of(new Claim(consumer, subject, owner, latestStart)) : Optional.empty();
    }

    /** Releases the claim. Does nothing if the lease was over and another worker has claimed the subject since. */
    public void giveUp(Claim claim) {
        jdbc.sql("delete from messaging.effect_claim where consumer = ? and subject = ? and owner = ?")
                .params(claim.consumer(), claim.subject(), claim.owner())
                .update();
    }
}
