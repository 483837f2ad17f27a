package dev.holter.probe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.holter.probe.time.SystemProbeClock;
import org.junit.jupiter.api.Test;

/** The arrows of this module. */
class ArchitectureTest {
    private static final String ROOT = "dev.holter.probe";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void core_needsNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "java..",
                        "com.sun.management..",
                        "javax.security..",
                        "jdk.jfr..",
                        "org.jspecify..")
                .check(classes);
    }

    @Test
    void flightRecorder_isNeededByItsWitnessAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("jfr"))
                .or()
                .haveSimpleName("FlightRecording")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.jfr..")
                .check(classes);
    }

    @Test
    void whatIsMeasured_doesNotKnowWhoMeasures() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        inside("report"), inside("histogram"), inside("time"), inside("host"), inside("diagnosis"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, inside("watch"), inside("deliver"))
                .check(classes);
    }

    @Test
    void leaves_importNothingOfOurs() {
        for (String leaf : new String[] {"histogram", "time", "host"}) {
            classes()
                    .that()
                    .resideInAPackage(inside(leaf))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(inside(leaf), "java..", "com.sun.management..", "org.jspecify..")
                    .check(classes);
        }
    }

    @Test
    void watch_doesNotKnowTheWayToTheSinks() {
        noClasses()
                .that()
                .resideInAPackage(inside("watch"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside("deliver"))
                .check(classes);
    }

    @Test
    void packagesBelowTheRoot_haveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void systemsClock_isReadInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(SystemProbeClock.class.getName())
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(classes);
    }

    private static String inside(String name) {
        return ROOT + "." + name + "..";
    }
}
