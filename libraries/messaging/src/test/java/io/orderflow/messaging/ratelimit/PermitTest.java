package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.ratelimit.Permit.PermitLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitTest {

    private final AtomicLong now = new AtomicLong(100);
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final List<Token> ended = new ArrayList<>();
    private final Token token = new Token(0, 0, 2, held::get, ended::add);
    private final Permit permit = new Permit(token, 100, 0, now::get);
    private final Permit other = new Permit(token, 100, 0, now::get);

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 50})
    void waitsForItsStart(int wakeUpEarlyMillis) {
        long opensAt = System.nanoTime() + Duration.ofMillis(30).toNanos();

        new Permit(token, opensAt, Duration.ofMillis(wakeUpEarlyMillis).toNanos(), System::nanoTime).awaitStart();

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(opensAt);
    }

    @Test
    void staysValidHoweverLateItIsUsed() {
        now.set(Duration.ofHours(1).toNanos());

        permit.awaitStart();

        assertThat(permit.isStarted()).isTrue();
    }

    @Test
    void isForOneEffect() {
        permit.awaitStart();
        assertThatThrownBy(permit::awaitStart).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isLostWithTheSessionOfItsReplica() {
        held.set(false);
        assertThatThrownBy(permit::awaitStart).isInstanceOf(PermitLostException.class);
    }

    @Test
    void isLostWhenTheClaimMayEndBeforeTheEffect() {
        permit.startBefore(150);
        now.set(151);
        assertThatThrownBy(permit::awaitStart).isInstanceOf(PermitLostException.class);
    }

    @Test
    void knowsHowLongItsEffectTookToArrive() {
        now.set(200);
        permit.awaitStart();
        assertThat(permit.arrivedAfter()).isEmpty();

        now.set(250);
        permit.arrived();
        now.set(300);
        permit.close();

        assertThat(permit.arrivedAfter()).hasValue(50);
        other.close();
        assertThat(other.arrivedAfter()).isEmpty();
    }

    @Test
    void givesItsTokenBackWithTheLastPermit() {
        permit.awaitStart();
        permit.arrived();
        permit.close();
        assertThat(ended).isEmpty();

        other.close();

        assertThat(ended).containsExactly(token);
        assertThat(token.isUsed()).isTrue();
    }

    @Test
    void givesAnUnusedTokenBackAsUnused() {
        permit.close();
        other.close();

        assertThat(ended).containsExactly(token);
        assertThat(token.isUsed()).isFalse();
    }
}
