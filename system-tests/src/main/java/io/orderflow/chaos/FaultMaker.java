package io.orderflow.chaos;

import java.util.Map;

/** Makes planned faults real ones. */
interface FaultMaker {

    Fault of(PlannedFault planned);

    /** Which consumer must have which message, by its id, among its dead letters. */
    Map<String, String> poison();
}
