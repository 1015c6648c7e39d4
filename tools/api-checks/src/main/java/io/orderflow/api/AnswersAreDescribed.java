package io.orderflow.api;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test in which a service gave an answer that its OpenAPI document does not describe. JUnit registers it for all tests. */
public class AnswersAreDescribed implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext test) {
        UndescribedAnswers.assertNone();
    }
}
