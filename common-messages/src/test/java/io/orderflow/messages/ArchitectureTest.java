package io.orderflow.messages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.orderflow.messages", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dependsOnTheJdkAndJacksonsAnnotationsAlone = classes()
            .that()
            .resideInAPackage("io.orderflow.messages..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.orderflow.messages..", "java..", "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule messagesAreRecords =
            classes().that().implement(Message.class).should().beRecords();
}
