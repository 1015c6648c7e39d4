package io.orderflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final List<FaultKind> ALL = List.of(FaultKind.values());
    private static final int KINDS = ALL.size();

    @Test
    void theSameSeedMakesTheSameSchedule() {
        assertThat(Schedule.of(42, ALL, 60, LONG)).isEqualTo(Schedule.of(42, ALL, 60, LONG));
        assertThat(Schedule.of(42, ALL, 60, LONG)).isNotEqualTo(Schedule.of(43, ALL, 60, LONG));
    }

    @Test
    void aLongerScheduleKeepsTheFirstFaults() {
        List<PlannedFault> few = Schedule.of(42, ALL, KINDS, LONG).faults();

        assertThat(Schedule.of(42, ALL, 60, LONG).faults().subList(0, KINDS)).isEqualTo(few);
    }

    @Test
    void eachKindOccursOnceBeforeAnyRepeats() {
        assertThat(Schedule.of(7, ALL, KINDS, LONG).faults())
                .extracting(PlannedFault::kind)
                .containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void containsOnlyTheAllowedKinds() {
        List<FaultKind> two = List.of(FaultKind.KILL_BROKER, FaultKind.REPEAT);

        assertThat(Schedule.of(7, two, 5, LONG).faults())
                .hasSize(5)
                .extracting(PlannedFault::kind)
                .hasSameElementsAs(two);
    }

    @Test
    void eachFaultKeepsTheDurationOfItsKind() {
        assertThat(Schedule.of(7, ALL, 200, LONG).faults())
                .allSatisfy(fault -> assertThat(fault.lasts())
                        .isBetween(
                                Duration.ofSeconds(fault.kind().shortest()),
                                Duration.ofSeconds(fault.kind().longest())));
    }

    @Test
    void faultsAreSequentialAndSomeOverlap() {
        List<PlannedFault> faults = Schedule.of(7, ALL, 200, LONG).faults();

        assertThat(faults).extracting(PlannedFault::at).isSorted();
        long overlaps = faults.stream()
                .skip(1)
                .filter(fault ->
                        fault.at().compareTo(faults.get(fault.number() - 2).end()) < 0)
                .count();
        assertThat(overlaps).isBetween(10L, 80L);
    }

    @Test
    void longFaultsOccurOnceAndOverlapOthers() {
        List<PlannedFault> faults = Schedule.of(7, ALL, 200, LONG).faults();
        List<PlannedFault> longOnes =
                faults.stream().filter(fault -> fault.kind().isLong()).toList();

        assertThat(longOnes)
                .extracting(PlannedFault::kind)
                .containsExactlyInAnyOrder(FaultKind.MAIL_AWAY, FaultKind.GATEWAY_AWAY);
        assertThat(longOnes)
                .allSatisfy(away -> assertThat(faults)
                        .filteredOn(fault -> fault.at().compareTo(away.at()) > 0
                                && fault.at().compareTo(away.end()) < 0)
                        .hasSizeGreaterThan(5));
    }

    @Test
    void endsIfOnlyLongFaultsAreAllowedAndAllHaveOccurred() {
        assertThat(Schedule.of(7, List.of(FaultKind.MAIL_AWAY), 5, LONG).faults())
                .hasSize(1);
    }

    @Test
    void nodesOfAClusterDieOneByOne() {
        List<PlannedFault> faults = Schedule.of(7, FaultKind.TO_A_CLUSTER, 200, LONG, Pace.ONE_BY_ONE)
                .faults();

        for (int i = 1; i < faults.size(); i++) {
            assertThat(faults.get(i).at()).isGreaterThan(faults.get(i - 1).end().plusSeconds(15));
        }
    }

    @Test
    void eachNodeOfAClusterDiesOnce() {
        assertThat(Schedule.of(7, FaultKind.TO_A_CLUSTER, FaultKind.TO_A_CLUSTER.size(), LONG, Pace.ONE_BY_ONE)
                        .faults())
                .filteredOn(fault -> fault.kind() == FaultKind.KILL_NODE)
                .hasSize(3);
    }

    @Test
    void plansNothingAfterTheLimit() {
        Duration limit = Duration.ofMinutes(2);
        Schedule cut = Schedule.of(7, ALL, 200, limit);

        assertThat(cut.length()).isBetween(Duration.ofSeconds(90), limit);
        assertThat(cut.faults())
                .isEqualTo(Schedule.of(7, ALL, 200, LONG)
                        .faults()
                        .subList(0, cut.faults().size()));
    }

    @Test
    void spreadsFaultsByLongerPausesOnly() {
        Schedule all = Schedule.of(7, ALL, KINDS, LONG);

        Schedule spread = all.spreadOver(all.length().multipliedBy(3));

        assertThat(spread.length())
                .isBetween(
                        all.length().multipliedBy(2),
                        all.length().multipliedBy(3).plusSeconds(15));
        assertThat(spread.faults())
                .extracting(PlannedFault::lasts)
                .isEqualTo(all.faults().stream().map(PlannedFault::lasts).toList());
        assertThat(all.spreadOver(Duration.ofSeconds(1))).isEqualTo(all);
    }
}
