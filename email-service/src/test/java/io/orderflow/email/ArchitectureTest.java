package io.orderflow.email;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.orderflow.messaging.MessageHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "io.orderflow.email", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule keepsEverythingToItself = classes()
            .that()
            .doNotBelongToAnyOf(EmailServiceApplication.class)
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule knowsNoOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.orderflow.order..", "io.orderflow.payment..", "io.orderflow.backing..");

    @ArchTest
    static final ArchRule handlersOnlyConvertAndDelegate = noClasses()
            .that()
            .implement(MessageHandler.class)
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Smtp")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.thymeleaf..", "io.orderflow.messaging.outbox..");

    @ArchTest
    static final ArchRule injectsByConstructorOnly =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);

    @ArchTest
    static final ArchRule injectsByNoSetter = noMethods().should().beAnnotatedWith(Autowired.class);
}
