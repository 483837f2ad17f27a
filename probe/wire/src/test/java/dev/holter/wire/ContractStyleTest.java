package dev.holter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The style rules of the contract, held against what protoc read of the .proto files, comments included. */
class ContractStyleTest {
    private static final Set<FieldDescriptorProto.Type> NOT_NUMERIC = Set.of(
            FieldDescriptorProto.Type.TYPE_MESSAGE,
            FieldDescriptorProto.Type.TYPE_STRING,
            FieldDescriptorProto.Type.TYPE_BYTES,
            FieldDescriptorProto.Type.TYPE_BOOL,
            FieldDescriptorProto.Type.TYPE_ENUM);
    private static final Set<String> WORDS_OF_TIME =
            Set.of("age", "at", "cpu", "delay", "duration", "interval", "lag", "pause", "time", "timeout");
    private static final Pattern NAMED_UNIT = Pattern.compile(".*_(nanos|seconds|ratio)");
    private static final Pattern COMMENTED_UNIT = Pattern.compile("(?is).*\\b(nano|micro|milli)?seconds\\b.*");

    private final List<FileDescriptorProto> files = read();
    private final List<ContractElement> elements =
            files.stream().flatMap(file -> ContractElement.of(file).stream()).toList();

    @Test
    void everyKindOfElement_isLookedAt() {
        assertThat(elements)
                .extracting(ContractElement::name)
                .contains(
                        "ProbeService",
                        "ProbeService.Connect",
                        "ConnectRequest.message",
                        "LoopState",
                        "LoopState.cpu_nanos",
                        "Cause.CAUSE_SOCKET")
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.contains("DetailsEntry") || name.contains("._"));
    }

    @Test
    void package_isTheFolderOfTheFile() {
        assertThat(files)
                .allSatisfy(file -> assertThat(Path.of(file.getName()).getParent())
                        .isEqualTo(Path.of(file.getPackage().replace('.', '/'))));
    }

    @Test
    void package_endsWithItsVersion() {
        assertThat(files).extracting(FileDescriptorProto::getPackage).allMatch(name -> name.matches("holter\\.v\\d+"));
    }

    @Test
    void zeroOfAnEnum_isUnspecified() {
        assertThat(all(EnumDescriptorProto.class))
                .isNotEmpty()
                .allSatisfy(enumeration -> assertThat(enumeration.getValue(0).getName())
                        .isEqualTo(upperSnake(enumeration.getName()) + "_UNSPECIFIED"));
    }

    @Test
    void valuesOfAnEnum_startWithItsName() {
        assertThat(all(EnumDescriptorProto.class))
                .allSatisfy(enumeration -> assertThat(enumeration.getValueList())
                        .allMatch(value -> value.getName().startsWith(upperSnake(enumeration.getName()) + "_")));
    }

    @Test
    void requestAndResponse_areNamedAfterTheirMethod() {
        assertThat(all(MethodDescriptorProto.class)).isNotEmpty().allSatisfy(method -> {
            assertThat(method.getInputType()).endsWith("." + method.getName() + "Request");
            assertThat(method.getOutputType()).endsWith("." + method.getName() + "Response");
        });
    }

    @Test
    void everything_hasAComment() {
        assertThat(elements).filteredOn(element -> element.comment().isEmpty()).isEmpty();
    }

    @Test
    void comments_areSentences() {
        assertThat(elements)
                .filteredOn(element -> !element.comment().isEmpty())
                .filteredOn(element -> !element.comment().matches("(?s)\\p{Lu}.*[.:\"]"))
                .isEmpty();
    }

    @Test
    void fields_areInLowerSnakeCase() {
        assertThat(all(FieldDescriptorProto.class))
                .extracting(FieldDescriptorProto::getName)
                .allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }

    @Test
    void numberWhoseNameIsOfTime_saysItsUnitInTheName() {
        assertThat(numbers(element -> mentionsTime(simpleName(element))))
                .isNotEmpty()
                .allSatisfy(element -> assertThat(simpleName(element)).matches(NAMED_UNIT));
    }

    @Test
    void numberWhoseCommentIsOfTime_saysItsUnitInTheName() {
        assertThat(numbers(element -> COMMENTED_UNIT.matcher(element.comment()).matches()))
                .isNotEmpty()
                .allSatisfy(element -> assertThat(simpleName(element)).matches(NAMED_UNIT));
    }

    @Test
    void numberWithAUnitInItsName_saysItInTheComment() {
        assertThat(numbers(element -> simpleName(element).matches(".*_(nanos|seconds)")))
                .isNotEmpty()
                .allSatisfy(element -> assertThat(element.comment()).matches(COMMENTED_UNIT));
    }

    private List<ContractElement> numbers(Predicate<ContractElement> which) {
        return elements.stream()
                .filter(element -> element.descriptor() instanceof FieldDescriptorProto field
                        && !NOT_NUMERIC.contains(field.getType()))
                .filter(which)
                .toList();
    }

    private <T extends Message> List<T> all(Class<T> kind) {
        return elements.stream()
                .map(ContractElement::descriptor)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static boolean mentionsTime(String name) {
        return List.of(name.split("_")).stream().anyMatch(WORDS_OF_TIME::contains);
    }

    private static String simpleName(ContractElement element) {
        return element.name().substring(element.name().lastIndexOf('.') + 1);
    }

    private static String upperSnake(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static List<FileDescriptorProto> read() {
        Path descriptor = Path.of(Objects.requireNonNull(System.getProperty("contract.descriptor")));
        try {
            return FileDescriptorSet.parseFrom(Files.readAllBytes(descriptor)).getFileList();
        } catch (IOException e) {
            throw new IllegalStateException("No descriptor of the contract at " + descriptor, e);
        }
    }
}
