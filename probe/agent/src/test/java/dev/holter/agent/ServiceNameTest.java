package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {

    @ParameterizedTest
    @CsvSource({
        "/opt/orders/orders-1.2.jar --port 80, orders-1.2",
        "com.example.Orders a.b, Orders",
        "com.example.orders/com.example.orders.Main, Main",
        "'', unnamed",
    })
    void service_isNamedAfterItsProgram(String command, String name) {
        assertThat(ServiceName.of(command)).isEqualTo(name);
    }
}
