package io.orderflow.payment;

/**
 * The gateway's answer to a charge.
 *
 * @param chargeId the gateway's id of the charge; null if it was declined
 * @param declinedBecause the reason, in a form that customers may see; null if the charge was made
 */
public record ChargeResult(String chargeId, String declinedBecause) {

    boolean isDeclined() {
        return chargeId == null;
    }
}
