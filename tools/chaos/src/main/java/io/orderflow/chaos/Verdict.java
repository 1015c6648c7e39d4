package io.orderflow.chaos;

import java.util.List;
import java.util.Map;

/**
 * The results of the audit.
 *
 * @param sums of each thing counted, in the order of the report
 * @param doubleMails how many mails arrived once too often
 */
record Verdict(Map<String, Long> sums, int doubleMails, List<Finding> findings) {

    Verdict {
        findings = List.copyOf(findings);
    }

    boolean isGood() {
        return findings.isEmpty();
    }

    long count(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }
}
