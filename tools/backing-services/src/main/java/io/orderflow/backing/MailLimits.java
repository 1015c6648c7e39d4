package io.orderflow.backing;

import java.time.Duration;

/**
 * The limits of a {@link MailServer}. Every user of the machine can connect to it, and mails are in memory.
 *
 * @param mail the size of one mail in bytes
 * @param incoming the size of all mails that are being received, in bytes
 * @param kept the memory of the mails that are kept, in bytes
 * @param takes how long the content of one mail may take
 */
record MailLimits(int mail, long incoming, long kept, Duration takes) {

    /** Ten times the confirmation of the largest order. */
    private static final int MAIL = 512 * 1024;

    private static final long KEPT = 64 << 20;
    private static final Duration TAKES = Duration.ofSeconds(30);

    /** Leaves half of the heap to others. Parsing needs several times the size of a mail. */
    static MailLimits ofThisJvm() {
        long heap = Runtime.getRuntime().maxMemory();
        return new MailLimits(MAIL, heap / 32, Math.min(KEPT, heap / 4), TAKES);
    }
}
