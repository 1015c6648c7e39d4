package io.orderflow.payment;

import org.jspecify.annotations.Nullable;

/**
 * The gateway's answer to a charge.
 *
 * @param chargeId the gateway's id of the charge; null if it was declined
 * @param declinedBecause the reason, in a form that customers may see; null if the charge was made
 */
public record ChargeResult(
        @Nullable String chargeId, @Nullable String declinedBecause) {}
