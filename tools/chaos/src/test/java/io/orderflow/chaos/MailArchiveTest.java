package io.orderflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.chaos.MailRecord.Arrived;
import io.orderflow.launcher.FakeService;
import io.orderflow.launcher.FakeService.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailArchiveTest {

    private static final Pattern PAGE = Pattern.compile("/api/v1/messages\\?start=(\\d+)&limit=(\\d+)");
    private static final UUID ORDER = UUID.fromString("7d0c4f57-1a3e-4e0e-9f5d-0b6f8f1f2f4c");

    private final int mails = 1201;
    private String otherSubject = "";

    private Answer page(String path) {
        MatchResult page = PAGE.matcher(path).results().findFirst().orElseThrow();
        int start = Integer.parseInt(page.group(1));
        int end = Math.min(mails, start + Integer.parseInt(page.group(2)));
        return Answer.ok(IntStream.range(start, end)
                .mapToObj(number -> """
                        {"MessageID": "order.placed.%d@orderflow.example", "Subject": "%s",
                         "Created": "2026-11-25T13:00:00.5+01:00"}""".formatted(number, subject(number)))
                .collect(Collectors.joining(",", "{\"total\": " + mails + ", \"messages\": [", "]}")));
    }

    /** If there is another subject, the first 600 mails have it, which is more than a page. */
    private String subject(int number) {
        return number < 600 && !otherSubject.isEmpty() ? otherSubject : "We have your order " + ORDER;
    }

    @Test
    void readsTheConfirmationsOfAllPages() throws IOException {
        try (FakeService mailpit = new FakeService(this::page)) {
            List<Arrived> all = new MailArchive(mailpit.url()).confirmations();

            assertThat(all)
                    .extracting(Arrived::messageId)
                    .doesNotHaveDuplicates()
                    .hasSize(mails);
            assertThat(all.get(0))
                    .isEqualTo(new Arrived(
                            "<order.placed.0@orderflow.example>", ORDER, Instant.parse("2026-11-25T12:00:00.5Z")));
        }
    }

    @Test
    void ignoresOtherMails() throws IOException {
        otherSubject = "The payment of your order " + ORDER + " has failed";

        try (FakeService mailpit = new FakeService(this::page)) {
            assertThat(new MailArchive(mailpit.url()).confirmations()).hasSize(mails - 600);
        }
    }

    @Test
    void keepsTheLastCountWhileMailpitIsAway() throws IOException {
        MailArchive archive;
        try (FakeService mailpit = new FakeService(this::page)) {
            archive = new MailArchive(mailpit.url());
            assertThat(archive.count()).isEqualTo(mails);
        }

        assertThat(archive.count()).isEqualTo(mails);
        assertThatThrownBy(archive::confirmations).isInstanceOf(IOException.class);
    }
}
