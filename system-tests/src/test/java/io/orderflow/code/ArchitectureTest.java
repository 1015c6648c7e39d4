package io.orderflow.code;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the dependencies of modules and packages. */
class ArchitectureTest {

    private static final String AUTOWIRED = "org.springframework.beans.factory.annotation.Autowired";
    private static final String VALUE = "org.springframework.beans.factory.annotation.Value";

    /** From the top folder to {@code tools/cli/target/classes}. */
    private static final int DEPTH = 4;

    private static JavaClasses all;

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> compiled =
                Files.find(Project.find().root(), DEPTH, (it, type) -> it.endsWith("target/classes"))) {
            all = new ClassFileImporter().importPaths(compiled.toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            messages   |
            messaging  | messages
            operations | messaging
            dashboard  | messaging operations
            order      | messages messaging operations dashboard
            payment    | messages messaging operations
            email      | messages messaging operations
            more       | messages messaging operations
            backing    |
            api        |
            launcher   | backing
            chaos      | backing launcher
            bench      | backing launcher
            cli        | backing launcher chaos bench
            """)
    void modulesDependInOneDirection(String module, String others) {
        Stream<String> mayUse =
                Stream.concat(Stream.of(module), others == null ? Stream.empty() : Arrays.stream(others.split(" ")));
        String own = "io.orderflow.%s..".formatted(module);

        assertThat(all.that(resideInAPackage(own))).isNotEmpty();
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage("io.orderflow..")
                        .and(resideInAnyPackage(mayUse.map("io.orderflow.%s.."::formatted)
                                        .toArray(String[]::new))
                                .negate()))
                .check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"messaging", "operations", "order", "payment"})
    void packagesHaveNoCycles(String module) {
        slices().matching("io.orderflow." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(all);
    }

    @Test
    void theContractDependsOnTheJdkAndAnnotationsAlone() {
        classes()
                .that()
                .resideInAPackage("io.orderflow.messages..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.orderflow.messages..",
                        "java..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.annotations..")
                .check(all);
    }

    @Test
    void messagesAreRecords() {
        classes()
                .that()
                .implement("io.orderflow.messages.Message")
                .should()
                .beRecords()
                .check(all);
    }

    @Test
    void messagingNamesNoConcreteMessage() {
        noClasses()
                .that()
                .resideInAPackage("io.orderflow.messaging..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.orderflow.messages..")
                        .and(nameMatching(".*\\.(Message|Priority|Secret|SentBy)")
                                .negate()))
                .check(all);
    }

    @Test
    void messagingKeepsItsMechanicsToItself() {
        classes()
                .that()
                .resideInAPackage("io.orderflow.messaging..")
                .and()
                .haveNameMatching(".*\\.(\\w+Relay|\\w+Repository|Database\\w+|QueueConsumer\\w*)")
                .should()
                .bePackagePrivate()
                .check(all);
    }

    @Test
    void controllersArePackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                .should()
                .bePackagePrivate()
                .check(all);
    }

    @Test
    void theDomainKnowsNeitherWebNorMessages() {
        noClasses()
                .that()
                .resideInAnyPackage("io.orderflow.order", "io.orderflow.payment")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.orderflow.order.web..",
                        "io.orderflow.order.messaging..",
                        "io.orderflow.payment.messaging..",
                        "org.springframework.web..")
                .check(all);
        classes()
                .that()
                .resideInAnyPackage(
                        "io.orderflow.order.web..",
                        "io.orderflow.order.messaging..",
                        "io.orderflow.payment.messaging..")
                .and()
                .areTopLevelClasses()
                .should()
                .bePackagePrivate()
                .check(all);
    }

    @Test
    void smallServicesKeepEverythingToThemselves() {
        classes()
                .that()
                .resideInAnyPackage("io.orderflow.email..", "io.orderflow.more..")
                .and()
                .haveNameNotMatching(".*Application")
                .should()
                .notBePublic()
                .check(all);
    }

    /** Each of them could move into an application of its own. */
    @Test
    void optionalConsumersKnowNothingOfEachOther() {
        slices().matching("io.orderflow.more.(*)..")
                .should()
                .notDependOnEachOther()
                .check(all);
    }

    @Test
    void handlersOnlyConvertAndDelegate() {
        noClasses()
                .that()
                .implement("io.orderflow.messaging.MessageHandler")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("Smtp")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.mail..",
                        "org.thymeleaf..",
                        "org.springframework.jdbc..",
                        "io.orderflow.messaging.outbox..")
                .check(all.that(resideInAnyPackage("io.orderflow.email..", "io.orderflow.more..")));
    }

    @Test
    void injectionUsesConstructors() {
        noFields()
                .should()
                .beAnnotatedWith(AUTOWIRED)
                .orShould()
                .beAnnotatedWith(VALUE)
                .check(all);
        noMethods().should().beAnnotatedWith(AUTOWIRED).check(all);
    }
}
