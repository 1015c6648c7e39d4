package io.orderflow.messaging.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.effect.EffectClaims.Claim;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@MessagingTest
class EffectClaimsTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    @Autowired
    private EffectClaims claims;

    @Autowired
    private JdbcClient jdbc;

    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    @AfterEach
    void noClaims() {
        workers.shutdownNow();
        jdbc.sql("delete from messaging.effect_claim where consumer = 'test'").update();
    }

    @Test
    void onlyOneOfConcurrentClaimsSucceeds() throws Exception {
        for (int i = 0; i < 500; i++) {
            String subject = UUID.randomUUID().toString();
            Callable<Optional<Claim>> worker = () -> claim(subject, LEASE);
            int claimed = 0;
            for (Future<Optional<Claim>> answer : workers.invokeAll(Collections.nCopies(4, worker))) {
                claimed += answer.get().isPresent() ? 1 : 0;
            }
            assertThat(claimed).as("workers that have the claim").isOne();
        }
    }

    @Test
    void aShorterLeaseDoesNotTakeOverALongerOne() {
        claim("subject", LEASE);

        assertThat(claim("subject", LONGEST_CALL.plusMillis(1))).isEmpty();
    }

    @Test
    void aClaimOutlivesItsLeaseWhileItsOwnerWorks() {
        Duration lease = Duration.ofSeconds(2);
        Claim claim = claims.claim("test", "long", lease, Duration.ofSeconds(1)).orElseThrow();
        claims.beginWork(claim);
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> claim("long", LEASE).isEmpty());

        claims.endWork(claim);

        await().atMost(Duration.ofSeconds(20)).until(() -> claim("long", LEASE).isPresent());
    }

    @Test
    void aClaimIsFreeAfterItsLeaseOrItsRelease() {
        claim("subject", Duration.ofMillis(-1));
        Optional<Claim> second = claim("subject", LEASE);
        assertThat(second).isPresent();

        claims.giveUp(second.get());
        assertThat(claim("subject", LEASE)).isPresent();
    }

    @Test
    void aClaimFromBeforeTheClockWasSetBackIsFree() {
        claim("subject", LEASE);
        jdbc.sql("""
                update messaging.effect_claim
                   set claimed_at = claimed_at + interval '1 hour', lease_until = lease_until + interval '1 hour'
                 where consumer = 'test'""").update();

        assertThat(claim("subject", LEASE)).isPresent();
    }

    @Test
    void noClaimOutlastsTheLongestLease() {
        claim("subject", LEASE);
        jdbc.sql("""
                update messaging.effect_claim
                   set claimed_at = claimed_at - interval '14 minutes', lease_until = lease_until + interval '1 hour'
                 where consumer = 'test'""").update();
        assertThat(claim("subject", LEASE)).isEmpty();

        jdbc.sql(
                        "update messaging.effect_claim set claimed_at = claimed_at - interval '1 minute' where consumer = 'test'")
                .update();
        assertThat(claim("subject", LEASE)).isPresent();
    }

    @Test
    void forgetsClaimsWhoseLeaseEndedADayAgo() {
        claim("subject", LEASE);
        claim("other", LEASE);
        jdbc.sql("""
                update messaging.effect_claim set lease_until = now() - interval '1 day 1 minute'
                 where consumer = 'test' and subject = 'other'""").update();

        assertThat(claims.forgetEnded(10)).isOne();
        assertThat(claim("subject", LEASE)).isEmpty();
    }

    private Optional<Claim> claim(String subject, Duration lease) {
        return claims.claim("test", subject, lease, LONGEST_CALL);
    }
}
