package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptMailsTest {

    @Test
    void dropsTheOldestMailsBeyondTheirNumber() {
        KeptMails kept = new KeptMails(2, 1 << 20);

        kept.add(mail("1", ""));
        kept.add(mail("2", ""));
        kept.add(mail("3", ""));

        assertThat(kept.all()).extracting(Mail::id).containsExactly("2", "3");
    }

    @Test
    void dropsTheOldestMailsBeyondTheirMemory() {
        KeptMails kept = new KeptMails(100, 25_000);

        kept.add(mail("1", "a".repeat(10_000)));
        kept.add(mail("2", "b".repeat(10_000)));
        // Takes two bytes for each character.
        kept.add(mail("3", "\u20ac".repeat(10_000)));

        assertThat(kept.all()).extracting(Mail::id).containsExactly("3");
        assertThat(kept.count()).isEqualTo(1);
    }

    @Test
    void hasRoomAgainAfterItWasCleared() {
        KeptMails kept = new KeptMails(100, 25_000);
        kept.add(mail("1", "a".repeat(20_000)));

        kept.clear();
        kept.add(mail("2", "b".repeat(10_000)));
        kept.add(mail("3", "c".repeat(10_000)));

        assertThat(kept.all()).extracting(Mail::id).containsExactly("2", "3");
    }

    private static Mail mail(String id, String text) {
        return new Mail(id, "", "shop@example.org", List.of("ann@example.org"), "", text, "", 1, Instant.EPOCH);
    }
}
