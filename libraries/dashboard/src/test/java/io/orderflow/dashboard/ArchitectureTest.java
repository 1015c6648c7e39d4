package io.orderflow.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.orderflow.dashboard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoServiceAndNoMessage = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.orderflow.order..",
                    "io.orderflow.payment..",
                    "io.orderflow.email..",
                    "io.orderflow.messages..");
}
