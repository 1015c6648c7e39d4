package io.orderflow.messaging.inbox;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Deletes old entries, so that the inbox does not grow forever. */
class InboxPurge {

    private static final Logger log = LoggerFactory.getLogger(InboxPurge.class);

    private final Inbox inbox;
    private final InboxProperties settings;

    InboxPurge(Inbox inbox, InboxProperties settings) {
        this.inbox = inbox;
        this.settings = settings;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void purge() {
        log.debug("deleted {} handled messages from the inbox", inbox.forgetOlderThan(settings.keep()));
    }
}
