package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.BrokerUser;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerUsersTest {

    @Test
    void givesEachServiceItsOwnUserPasswordAndPermissions() {
        List<BrokerUser> users = BrokerUsers.read(Project.find().brokerUsers(), name -> "secret of " + name);

        assertThat(users)
                .extracting(BrokerUser::name)
                .contains(Orderflow.OPERATOR)
                .containsAll(Orderflow.services(true));
        assertThat(users).extracting(BrokerUser::password).doesNotHaveDuplicates();
        assertThat(users)
                .filteredOn(user -> user.name().equals(Orderflow.EMAILS))
                .singleElement()
                .satisfies(user -> {
                    assertThat("email.regular").matches(user.read());
                    assertThat("payment.regular").doesNotMatch(user.read());
                });
        assertThat(users)
                .filteredOn(user -> user.name().equals(Orderflow.MORE_CONSUMERS))
                .singleElement()
                .satisfies(user -> {
                    assertThat(List.of("orders", "order.results", "sms.regular", "analytics-results"))
                            .allSatisfy(it -> assertThat(it).matches(user.read()));
                    assertThat(List.of("orders", "order.results", "payment.regular", "smshing"))
                            .allSatisfy(it -> assertThat(it).doesNotMatch(user.write()));
                });
    }
}
