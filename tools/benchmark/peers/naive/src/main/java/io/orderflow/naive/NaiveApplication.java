package io.orderflow.naive;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class NaiveApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(NaiveApplication.class, arguments);
    }
}
