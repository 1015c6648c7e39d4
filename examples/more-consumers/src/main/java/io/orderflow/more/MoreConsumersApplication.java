package io.orderflow.more;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class MoreConsumersApplication {

    public static void main(String[] args) {
        SpringApplication.run(MoreConsumersApplication.class, args);
    }
}
