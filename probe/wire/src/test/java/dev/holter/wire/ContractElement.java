package dev.holter.wire;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that has a name in a .proto file, with the comment that stands before it.
 *
 * @param name full name within the package: {@code LoopState.stalls}
 * @param comment empty where there is none
 * @param descriptor what protoc says of it
 */
record ContractElement(String name, String comment, Message descriptor) {

    /** Every service, method, message, field, oneof, enum and enum value of a file; synthetic ones excepted. */
    static List<ContractElement> of(FileDescriptorProto file) {
        return new Walk(file).elements;
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class Walk {
        private final List<ContractElement> elements = new ArrayList<>();
        private final Map<List<Integer>, String> comments = new HashMap<>();

        Walk(FileDescriptorProto file) {
            for (SourceCodeInfo.Location location : file.getSourceCodeInfo().getLocationList()) {
                comments.put(
                        location.getPathList(), location.getLeadingComments().strip());
            }
            each(
                    file.getServiceList(),
                    List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER),
                    (service, path) -> service(service, path));
            each(
                    file.getMessageTypeList(),
                    List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER),
                    (message, path) -> message(message, "", path));
            each(
                    file.getEnumTypeList(),
                    List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER),
                    (enumeration, path) -> enumeration(enumeration, "", path));
        }

        private void service(ServiceDescriptorProto service, List<Integer> path) {
            add(service.getName(), path, service);
            each(
                    service.getMethodList(),
                    plus(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER),
                    (method, at) -> add(service.getName() + "." + method.getName(), at, method));
        }

        private void message(DescriptorProto message, String outer, List<Integer> path) {
            if (message.getOptions().getMapEntry()) {
                return;
            }
            String name = outer + message.getName();
            add(name, path, message);
            each(
                    message.getFieldList(),
                    plus(path, DescriptorProto.FIELD_FIELD_NUMBER),
                    (field, at) -> add(name + "." + field.getName(), at, field));
            oneofs(message, name, path);
            each(
                    message.getNestedTypeList(),
                    plus(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER),
                    (nested, at) -> message(nested, name + ".", at));
            each(
                    message.getEnumTypeList(),
                    plus(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER),
                    (nested, at) -> enumeration(nested, name + ".", at));
        }

        /** Those that were written: protoc makes one for each optional field and puts them last. */
        private void oneofs(DescriptorProto message, String name, List<Integer> path) {
            long synthetic = message.getFieldList().stream()
                    .filter(FieldDescriptorProto::getProto3Optional)
                    .count();
            int written = message.getOneofDeclCount() - Math.toIntExact(synthetic);
            each(
                    message.getOneofDeclList().subList(0, written),
                    plus(path, DescriptorProto.ONEOF_DECL_FIELD_NUMBER),
                    (oneof, at) -> add(name + "." + oneof.getName(), at, oneof));
        }

        private void enumeration(EnumDescriptorProto enumeration, String outer, List<Integer> path) {
            String name = outer + enumeration.getName();
            add(name, path, enumeration);
            each(
                    enumeration.getValueList(),
                    plus(path, EnumDescriptorProto.VALUE_FIELD_NUMBER),
                    (value, at) -> add(name + "." + value.getName(), at, value));
        }

        private void add(String name, List<Integer> path, Message descriptor) {
            elements.add(new ContractElement(name, comments.getOrDefault(path, ""), descriptor));
        }

        private static <T> void each(List<T> descriptors, List<Integer> path, Visit<T> visit) {
            for (int n = 0; n < descriptors.size(); n++) {
                visit.at(descriptors.get(n), plus(path, n));
            }
        }

        private static List<Integer> plus(List<Integer> path, int step) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(step);
            return longer;
        }
    }

    private interface Visit<T> {
        void at(T descriptor, List<Integer> path);
    }
}
