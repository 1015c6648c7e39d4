package io.orderflow.dashboard;

import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

class DashboardControllerTest {

    private static final int MORE_THAN_ALL_PLACES = 205;

    private final DashboardFeed feed = new DashboardFeed(withoutSnapshots(), new NoOrders(), new JsonMapper());
    private final MockMvc http =
            MockMvcBuilders.standaloneSetup(new DashboardController(feed)).build();

    /** Throws an exception for each snapshot, because it has no status to read. */
    private static SnapshotAssembler withoutSnapshots() {
        ServiceClients clients =
                new ServiceClients(new DashboardProperties(List.of(), ""), new JsonMapper(), Clock.systemUTC());
        return new SnapshotAssembler("demo", null, null, clients, null, new NoOrders(), Clock.systemUTC());
    }

    @BeforeEach
    void start() {
        feed.start();
    }

    @AfterEach
    void stop() {
        feed.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/ops/live"})
    void aHeadRequestTakesNoPagesPlace(String path) throws Exception {
        for (int i = 0; i < MORE_THAN_ALL_PLACES; i++) {
            http.perform(head(path))
                    .andExpect(status().isOk())
                    .andExpect(request().asyncNotStarted());
        }

        http.perform(get(path)).andExpect(status().isOk()).andExpect(request().asyncStarted());
    }

    /** Otherwise a closed connection would stay open, and a proxy would end the others. */
    @ParameterizedTest
    @ValueSource(strings = {"/live", "/ops/live"})
    void sendsAHeartbeatWhileThereAreNoSnapshots(String path) throws Exception {
        MockHttpServletResponse answer = http.perform(get(path)).andReturn().getResponse();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> answer.getContentAsString().contains("\n\n: no snapshot\n\n"));
    }

    private static final class NoOrders implements OrderFeed {

        @Override
        public void refresh(boolean withLatest) {}

        @Override
        public Double acceptedPerSecond() {
            return null;
        }

        @Override
        public List<?> latest() {
            return List.of();
        }
    }
}
