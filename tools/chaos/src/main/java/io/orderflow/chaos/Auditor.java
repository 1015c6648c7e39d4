package io.orderflow.chaos;

import io.orderflow.chaos.Finding.Kind;
import io.orderflow.chaos.MailRecord.Arrived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the promises to customers with the contents of the databases, queues and the mail server. Uses no knowledge of how the
 * services work.
 */
final class Auditor {

    private static final String PAYMENT = "payment";
    private static final String EMAIL = "email";
    private static final String ORDER_PLACED = "order.placed";
    /**
     * All clocks are of the same machine. But a mail's time is when its transfer begins, and a fault's time is when its command has
     * returned.
     */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Map<String, Receipt> receipts;
    private final Map<String, String> poison;
    private final List<InjectedFault> faults;
    private final Ledger books;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Set<UUID>> dead;
    private final Set<UUID> deadNotices;
    private int doubleMails;
    private long sentByASecondCopy;

    private Auditor(
            Map<String, Receipt> receipts, Map<String, String> poison, List<InjectedFault> faults, Ledger books) {
        this.receipts = receipts;
        this.poison = poison;
        this.faults = faults;
        this.books = books;
        this.dead = books.deadLetters().stream()
                .filter(letter -> letter.order() != null && ORDER_PLACED.equals(letter.type()))
                .collect(Collectors.groupingBy(
                        Ledger.DeadLetter::consumer, Collectors.mapping(Ledger.DeadLetter::order, Collectors.toSet())));
        this.deadNotices = books.deadLetters().stream()
                .filter(Ledger.DeadLetter::isNotice)
                .map(Ledger.DeadLetter::order)
                .collect(Collectors.toSet());
    }

    /**
     * @param receipts by idempotency key
     * @param complaints answers that no customer should ever get
     * @param poison the consumer of each unreadable message, by the message's id
     */
    static Verdict audit(
            Map<String, Receipt> receipts,
            List<String> complaints,
            Map<String, String> poison,
            List<InjectedFault> faults,
            Ledger books) {
        Auditor auditor = new Auditor(receipts, poison, faults, books);
        complaints.forEach(it -> auditor.find(Kind.WRONG, "%s", it));
        return auditor.verdict();
    }

    private Verdict verdict() {
        auditReceipts();
        books.waiting().forEach((where, messages) -> find(Kind.LOST, "%d messages are left in %s", messages, where));
        auditPoison();
        auditSurvival();
        Map<String, OrderKind> kinds = new HashMap<>();
        receipts.forEach((key, receipt) -> kinds.put(key, receipt.kind()));
        Map<UUID, List<Arrived>> arrived = books.arrived().stream().collect(Collectors.groupingBy(Arrived::order));
        books.keys().forEach((order, key) -> {
            auditPayment(order, kinds.get(key));
            auditMail(order, arrived.getOrDefault(order, List.of()));
            auditNotice(order);
        });
        books.deadLetters().stream()
                .filter(letter -> books.keys().containsKey(letter.order()))
                .forEach(letter -> auditDeath(letter, kinds.get(books.keys().get(letter.order()))));
        return new Verdict(sums(), doubleMails, findings);
    }

    private void auditReceipts() {
        receipts.forEach((key, receipt) -> {
            if (!key.equals(books.keys().get(receipt.order()))) {
                find(Kind.LOST, "%s has a 201 for order %s, which is not stored as theirs", key, receipt.order());
            }
        });
        Set<UUID> promised = receipts.values().stream().map(Receipt::order).collect(Collectors.toSet());
        books.keys().forEach((order, key) -> {
            if (!promised.contains(order)) {
                find(Kind.WRONG, "order %s is stored for %s, who was never told so", order, key);
            }
        });
    }

    private void auditPoison() {
        Set<String> filed = books.deadLetters().stream()
                .map(letter -> letter.consumer() + " " + letter.messageId())
                .collect(Collectors.toSet());
        poison.forEach((message, consumer) -> {
            if (!filed.contains(consumer + " " + message)) {
                find(Kind.LOST, "message %s is not among the dead letters of %s", message, consumer);
            }
        });
    }

    private void auditSurvival() {
        faults.stream()
                .filter(fault -> fault.kind().isSurvived() && fault.recovery() == null)
                .forEach(fault -> find(Kind.WRONG, "no order got through while %s was dead", fault.target()));
    }

    /** @param kind null if it is unknown what was ordered */
    private void auditPayment(UUID order, @Nullable OrderKind kind) {
        Ledger.@Nullable Payment payment = books.payments().get(order);
        List<String> charges = books.charges().getOrDefault(order, List.of());
        boolean completed = payment != null && payment.status().equals("COMPLETED");
        boolean failed = payment != null && payment.status().equals("FAILED");
        boolean isDead = isDead(PAYMENT, order);
        if (!completed && !failed && !isDead) {
            find(Kind.LOST, "order %s was neither paid nor refused nor given up", order);
            return;
        }
        if (charges.size() > 1) {
            find(Kind.DOUBLE_CHARGE, "order %s was charged %d times: %s", order, charges.size(), charges);
        }
        if (payment != null && completed && !charges.contains(payment.charge())) {
            find(Kind.LOST, "order %s counts as paid by %s, which the gateway does not have", order, payment.charge());
        }
        if (kind != null) {
            auditKind(order, kind, payment, isDead, charges.size());
        }
        auditResult(order, Set.of(completed ? "PaymentCompleted" : "PaymentFailed"), "Payment", isDead);
    }

    private void auditKind(UUID order, OrderKind kind, Ledger.@Nullable Payment payment, boolean isDead, int charges) {
        String status = payment == null ? "PENDING" : payment.status();
        if (status.equals("COMPLETED") != kind.isPaid() || isDead != kind.diesInPayment()) {
            find(Kind.LOST, "order %s (%s) ended %s%s", order, kind, status, isDead ? " and dead" : "");
        } else if (charges > 0 && !kind.isPaid()) {
            find(Kind.WRONG, "order %s (%s) was charged", order, kind);
        }
    }

    /**
     * A provider that is unavailable or throttles must cause no dead letter. A payment becomes a dead letter only after all attempts
     * got no answer from the gateway, and a mail only if the mail server refuses it permanently.
     */
    private void auditDeath(Ledger.DeadLetter letter, @Nullable OrderKind kind) {
        boolean isExplained = switch (letter.consumer()) {
            case PAYMENT -> letter.reason().equals("exhausted");
            case EMAIL -> letter.reason().equals("permanent") && mayBeRefused(kind);
            default -> true;
        };
        if (!isExplained) {
            find(
                    Kind.LOST,
                    "no fault explains that %s gave up %s of order %s (%s): %s",
                    letter.consumer(),
                    letter.type(),
                    letter.order(),
                    kind,
                    letter.reason());
        }
    }

    /** @param kind null if it is unknown what was ordered */
    private boolean mayBeRefused(@Nullable OrderKind kind) {
        return kind == null
                || kind == OrderKind.NO_MAILBOX
                || faults.stream().anyMatch(fault -> fault.kind().explainsDeadMail());
    }

    private void auditMail(UUID order, List<Arrived> arrived) {
        List<String> sent = books.sent().getOrDefault(order, List.of());
        boolean isDead = isDead(EMAIL, order);
        Set<String> arrivedIds = arrived.stream().map(Arrived::messageId).collect(Collectors.toSet());
        if (sent.isEmpty() && !isDead) {
            find(Kind.LOST, "the mail of order %s was neither sent nor given up", order);
            return;
        }
        boolean byASecondCopy = isDead && sent.size() == 1 && messagesCameTwice();
        if (sent.size() > 1 || (!sent.isEmpty() && isDead && !byASecondCopy)) {
            find(
                    Kind.WRONG,
                    "the mail of order %s was sent %d times%s",
                    order,
                    sent.size(),
                    isDead ? " and given up" : "");
        }
        if (!arrivedIds.containsAll(sent)) {
            find(Kind.LOST, "the mail of order %s counts as sent, and the mail server does not have it", order);
        }
        if (arrivedIds.size() > 1) {
            find(Kind.UNEXPLAINED_MAIL, "order %s was confirmed by different mails: %s", order, arrivedIds);
        }
        auditRepetitions(order, arrived);
        if (byASecondCopy) {
            sentByASecondCopy++;
            auditResult(order, Set.of("ConfirmationFailed", "ConfirmationSent"), "Confirmation", true);
        } else {
            auditResult(order, Set.of(isDead ? "ConfirmationFailed" : "ConfirmationSent"), "Confirmation", isDead);
        }
    }

    /** An order with a failed payment and no successful one must get exactly one mail about it. */
    private void auditNotice(UUID order) {
        Set<String> told = books.results().getOrDefault(order, Map.of()).keySet();
        boolean failed = told.contains("PaymentFailed") && !told.contains("PaymentCompleted");
        int sent = books.notices().getOrDefault(order, List.of()).size();
        boolean isDead = deadNotices.contains(order);
        if (failed && sent == 0 && !isDead) {
            find(Kind.LOST, "the mail that order %s is not paid was neither sent nor given up", order);
        } else if (sent > 1 || (!failed && (sent > 0 || isDead))) {
            find(Kind.WRONG, "the mail that order %s is not paid was sent %d times", order, sent);
        }
    }

    /** A dead letter does not count as handled, because it may be sent again. So a second copy of its message may succeed. */
    private boolean messagesCameTwice() {
        return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.REPEAT);
    }

    private void auditRepetitions(UUID order, List<Arrived> arrived) {
        List<Instant> times = arrived.stream()
                .map(Arrived::at)
                .sorted(Comparator.naturalOrder())
                .toList();
        for (int i = 1; i < times.size(); i++) {
            Instant first = times.get(i - 1).minus(SLACK);
            Instant second = times.get(i).plus(SLACK);
            doubleMails++;
            if (faults.stream().noneMatch(fault -> explains(fault, first, second))) {
                find(Kind.UNEXPLAINED_MAIL, "order %s was confirmed at %s and again at %s", order, first, second);
            }
        }
    }

    private static boolean explains(InjectedFault fault, Instant first, Instant second) {
        return fault.kind().explainsSecondMail()
                && fault.broken().isBefore(second)
                && fault.repaired().isAfter(first);
    }

    /**
     * @param expected the results that the order must have, and no others
     * @param mayRepeat whether a result may occur twice: a handler that crashes after it gave up may give up once more
     */
    private void auditResult(UUID order, Set<String> expected, String about, boolean mayRepeat) {
        Map<String, Integer> told = new TreeMap<>(books.results().getOrDefault(order, Map.of()));
        told.keySet().removeIf(type -> !type.startsWith(about));
        if (!told.keySet().containsAll(expected)) {
            find(Kind.LOST, "order %s was never told %s, but %s", order, String.join(" and ", expected), told);
        } else if (told.size() > expected.size()
                || (!mayRepeat && told.values().stream().anyMatch(it -> it > 1))) {
            find(Kind.WRONG, "order %s was told %s", order, told);
        }
    }

    private boolean isDead(String consumer, UUID order) {
        return dead.getOrDefault(consumer, Set.of()).contains(order);
    }

    private void find(Kind kind, String text, @Nullable Object... arguments) {
        findings.add(new Finding(kind, text.formatted(arguments)));
    }

    private Map<String, Long> sums() {
        Set<UUID> orders = books.keys().keySet();
        Set<UUID> deadPayments = deadAmong(PAYMENT, orders);
        Set<UUID> deadMails = deadAmong(EMAIL, orders);
        Map<String, Long> sums = new LinkedHashMap<>();
        sums.put("orders acknowledged with 201", (long) receipts.size());
        sums.put("orders stored", (long) orders.size());
        sums.put("payments completed", payments("COMPLETED", deadPayments));
        sums.put("payments failed", payments("FAILED", deadPayments));
        sums.put("payments dead", (long) deadPayments.size());
        sums.put("mails sent", (long) books.sent().size());
        sums.put("mails dead", (long) deadMails.size());
        sums.put("of these, sent by a second copy of the message", sentByASecondCopy);
        sums.put("mails about failed payments sent", (long) books.notices().size());
        sums.put("mails about failed payments dead", (long) deadNotices.size());
        sums.put(
                "charges",
                books.charges().values().stream().mapToLong(List::size).sum());
        sums.put("messages that made no sense, dead", (long) poison.size());
        return sums;
    }

    private long payments(String status, Set<UUID> without) {
        return books.payments().entrySet().stream()
                .filter(it -> it.getValue().status().equals(status) && !without.contains(it.getKey()))
                .count();
    }

    private Set<UUID> deadAmong(String consumer, Set<UUID> orders) {
        Set<UUID> found = new HashSet<>(dead.getOrDefault(consumer, Set.of()));
        found.retainAll(orders);
        return found;
    }
}
