package io.orderflow.payment;

/**
 * What the gateway answered.
 *
 * @param chargeId the gateway's name for the charge; null if it was declined
 * @param declinedBecause fit for the customer; null if it was made
 */
public record ChargeResult(String chargeId, String declinedBecause) {

    boolean isDeclined() {
        return chargeId == null;
    }
}
