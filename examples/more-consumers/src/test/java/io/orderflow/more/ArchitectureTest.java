package io.orderflow.more;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.orderflow.messaging.MessageHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "io.orderflow.more", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.orderflow.order..", "io.orderflow.payment..", "io.orderflow.email..", "io.orderflow.backing..");

    /** Each of them could move into an application of its own. */
    @ArchTest
    static final ArchRule consumersKnowNothingOfEachOther =
            slices().matching("io.orderflow.more.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule keepsEverythingToItself = classes()
            .that()
            .doNotBelongToAnyOf(MoreConsumersApplication.class)
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule handlersOnlyConvertAndDelegate = noClasses()
            .that()
            .implement(MessageHandler.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "io.orderflow.messaging.outbox..");

    @ArchTest
    static final ArchRule injectsByConstructorOnly =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);
}
