package dev.holter.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may know whom within the command line. */
class ArrowsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.holter.cli");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.holter.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyCommands_knowCommands() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.holter.cli.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.holter.cli")
                .check(CLASSES);
    }

    @Test
    void onlyCommands_knowTheCollectorsInside() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.holter.cli.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.holter.collector..")
                .check(CLASSES);
    }

    @Test
    void demo_knowsNothingOfTheProbe() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holter.probe..", "dev.holter.demo..", "io.netty..")
                .check(CLASSES);
    }
}
