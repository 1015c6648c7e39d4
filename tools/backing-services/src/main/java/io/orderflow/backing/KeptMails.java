package io.orderflow.backing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest mails. Limits both their number and the memory that they take, and drops the oldest ones first. */
final class KeptMails {

    private static final int OBJECTS = 500;
    private static final int LATIN_1 = 256;

    private final int most;
    private final long mostBytes;
    private final Deque<Kept> mails = new ArrayDeque<>();
    private long bytes;

    /** @param mostBytes the memory of all mails together */
    KeptMails(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    private record Kept(Mail mail, long bytes) {}

    synchronized void add(Mail mail) {
        mails.addLast(new Kept(mail, bytes(mail)));
        bytes += mails.getLast().bytes();
        while (mails.size() > most || bytes > mostBytes) {
            bytes -= mails.removeFirst().bytes();
        }
    }

    /** All mails, oldest first. */
    synchronized List<Mail> all() {
        return mails.stream().map(Kept::mail).toList();
    }

    synchronized int count() {
        return mails.size();
    }

    synchronized void clear() {
        mails.clear();
        bytes = 0;
    }

    private static long bytes(Mail mail) {
        return OBJECTS
                + bytes(mail.messageId())
                + bytes(mail.from())
                + mail.to().stream().mapToLong(KeptMails::bytes).sum()
                + bytes(mail.subject())
                + bytes(mail.text())
                + bytes(mail.html());
    }

    /** A string takes two bytes per character if it has any character outside Latin-1. */
    private static long bytes(String text) {
        return text.chars().allMatch(character -> character < LATIN_1) ? text.length() : 2L * text.length();
    }
}
