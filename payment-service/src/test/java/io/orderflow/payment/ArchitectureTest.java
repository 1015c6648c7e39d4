package io.orderflow.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "io.orderflow.payment", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoOtherService = noClasses()
            .that()
            .resideInAPackage("io.orderflow.payment..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.orderflow.order..", "io.orderflow.email..");

    @ArchTest
    static final ArchRule keepsMessagingAtTheEdge = noClasses()
            .that()
            .resideInAPackage("io.orderflow.payment")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.orderflow.payment.messaging..", "org.springframework.web..");

    @ArchTest
    static final ArchRule keepsItsEdgeToItself = classes()
            .that()
            .resideInAPackage("io.orderflow.payment.messaging..")
            .and()
            .areTopLevelClasses()
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule injectsByConstructorOnly =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);
}
