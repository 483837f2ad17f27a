package dev.holter.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between the packages. */
class ArchitectureTest {
    private static final String ROOT = "dev.holter.collector";
    private static final List<String> ADAPTERS = List.of("ingest", "notify", "exposition", "web", "rulesfile");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void domain_importsTheJdkOnly() {
        onlyDependsOn("domain");
    }

    @Test
    void alert_importsTheDomainOnly() {
        onlyDependsOn("alert", ROOT + ".domain");
    }

    @Test
    void explain_importsTheDomainOnly() {
        onlyDependsOn("explain", ROOT + ".domain");
    }

    @Test
    void counter_importsTheJdkOnly() {
        onlyDependsOn("counter");
    }

    @Test
    void config_importsTheDomainOnly() {
        onlyDependsOn("config", ROOT + ".domain");
    }

    @Test
    void event_importsWhatItTells() {
        onlyDependsOn("event", ROOT + ".domain", ROOT + ".alert", ROOT + ".counter", "org.slf4j");
    }

    @Test
    void domain_andAlert_readNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".domain", ROOT + ".alert")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "notify", "exposition", "web", "rulesfile"})
    void adapters_doNotKnowEachOther(String adapter) {
        String[] others = ADAPTERS.stream()
                .filter(other -> !other.equals(adapter))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static void onlyDependsOn(String name, String... allowed) {
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("are of the JDK or its own") {
                    @Override
                    public boolean test(JavaClass dependency) {
                        String from = dependency.getPackageName();
                        return from.startsWith("java")
                                || from.startsWith("org.jspecify")
                                || from.isEmpty()
                                || from.equals(ROOT + "." + name)
                                || List.of(allowed).contains(from);
                    }
                })
                .check(CLASSES);
    }
}
