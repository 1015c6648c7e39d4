package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.ratelimit.RateLimitRules.Choice;
import io.orderflow.messaging.ratelimit.RateLimitRules.Stored;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitRulesTest {

    private static final long NOW = Duration.ofDays(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 100, 101, 155, 1000, 1001, 9999, 10_000})
    void weightsAddUpToTheLimit(int perSecond) {
        RateLimitRules rules = new RateLimitRules(perSecond);

        assertThat(IntStream.range(0, rules.tokens()).map(rules::weight).sum()).isEqualTo(perSecond);
    }

    @ParameterizedTest
    @CsvSource({"1, 5000", "5, 5000", "10, 5000", "100, 500", "10000, 5"})
    void spinsForFivePerCentOfOneCoreAtMost(int perSecond, int micros) {
        assertThat(new RateLimitRules(perSecond).wakeUpEarly()).isEqualTo(Duration.of(micros, ChronoUnit.MICROS));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 101, 155, 5000})
    void aLargerLimitHasTheSameTokensAndMore(int perSecond) {
        RateLimitRules larger = new RateLimitRules(perSecond);
        for (int smaller = 1; smaller < perSecond; smaller += 7) {
            RateLimitRules rules = new RateLimitRules(smaller);
            assertThat(IntStream.range(0, rules.tokens()).allMatch(it -> rules.weight(it) <= larger.weight(it)))
                    .isTrue();
        }
    }

    @Test
    void takesNoTokenThatIsHeldOrRests() {
        RateLimitRules rules = new RateLimitRules(3);
        List<Stored> stored = List.of(
                new Stored(0, 7L, NOW - SECOND, NOW - SECOND),
                new Stored(1, null, NOW + SECOND / 2, NOW - SECOND),
                new Stored(2, null, NOW - 1, NOW - SECOND));

        assertThat(rules.choose(stored, NOW, 3))
                .extracting(it -> it.token().number())
                .containsExactly(2);
        assertThat(rules.nanosUntilNext(stored.subList(0, 2), NOW))
                .isEqualTo(SECOND / 2 - RateLimitRules.LEAD.toNanos());
        assertThat(rules.nanosUntilNext(stored.subList(0, 1), NOW)).isNull();
    }

    @Test
    void takesATokenShortlyBeforeItIsFreeAndStartsItWhenItIs() {
        long freeAt = NOW + Duration.ofMillis(20).toNanos();

        List<Choice> chosen = new RateLimitRules(1).choose(List.of(new Stored(0, null, freeAt, 0)), NOW, 1);

        assertThat(chosen).extracting(Choice::startAt).containsExactly(freeAt);
    }

    @Test
    void spreadsTokensThatAreAllFree() {
        RateLimitRules rules = new RateLimitRules(100);
        List<Stored> stored = IntStream.range(0, 100)
                .mapToObj(it -> new Stored(it, null, 0, 0))
                .toList();

        List<Choice> chosen = rules.choose(stored, NOW, 100);

        assertThat(chosen).hasSize(10);
        for (int i = 1; i < chosen.size(); i++) {
            assertThat(chosen.get(i).startAt() - chosen.get(i - 1).startAt()).isBetween(7_900_000L, 8_100_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void refusesLimitsOutOfRange(int perSecond) {
        assertThatThrownBy(() -> new RateLimitRules(perSecond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 10000 a second");
    }
}
