package io.orderflow.chaos;

import java.util.Map;

/** Creates the faults of a schedule. */
interface FaultMaker {

    Fault of(PlannedFault planned);

    /** The consumer that must have each unreadable message among its dead letters, by the message's id. */
    Map<String, String> poison();
}
