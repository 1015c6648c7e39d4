package io.orderflow.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.orderflow.messages.Message;
import io.orderflow.messages.Priority;
import io.orderflow.messages.Secret;
import io.orderflow.messages.SentBy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "io.orderflow.messaging", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule namesNoConcreteMessage = noClasses()
            .that()
            .resideInAPackage("io.orderflow.messaging..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.orderflow.messages..")
                    .and(JavaClass.Predicates.type(Message.class)
                            .or(JavaClass.Predicates.type(Priority.class))
                            .or(JavaClass.Predicates.type(Secret.class))
                            .or(JavaClass.Predicates.type(SentBy.class))
                            .negate()));

    @ArchTest
    static final ArchRule knowsNoService = noClasses()
            .that()
            .resideInAPackage("io.orderflow.messaging..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.orderflow.order..", "io.orderflow.payment..", "io.orderflow.email..");

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("io.orderflow.messaging.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule injectsByConstructorOnly =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);

    @ArchTest
    static final ArchRule keepsItsMechanicsToItself = classes()
            .that()
            .haveSimpleNameEndingWith("Relay")
            .or()
            .haveSimpleNameEndingWith("Table")
            .or()
            .haveSimpleNameStartingWith("Database")
            .or()
            .haveSimpleNameStartingWith("QueueConsumer")
            .should()
            .bePackagePrivate();
}
