package io.orderflow.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "io.orderflow.order", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoOtherService = noClasses()
            .that()
            .resideInAPackage("io.orderflow.order..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.orderflow.payment..", "io.orderflow.email..");

    @ArchTest
    static final ArchRule keepsWebAndMessagingAtTheEdge = noClasses()
            .that()
            .resideInAPackage("io.orderflow.order")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.orderflow.order.web..", "io.orderflow.order.messaging..", "org.springframework.web..");

    @ArchTest
    static final ArchRule keepsItsEdgesToThemselves = classes()
            .that()
            .resideInAnyPackage("io.orderflow.order.web..", "io.orderflow.order.messaging..")
            .and()
            .areTopLevelClasses()
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule injectsByConstructorOnly =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);
}
