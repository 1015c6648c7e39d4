package io.orderflow.chaos;

import java.util.List;
import java.util.Map;

/**
 * What the auditor has to say.
 *
 * @param sums of each thing counted, in the order in which they are to be read
 * @param doubleMails how many mails came once more than they should
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
