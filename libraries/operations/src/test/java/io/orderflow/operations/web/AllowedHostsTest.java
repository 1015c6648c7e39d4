package io.orderflow.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class AllowedHostsTest {

    @Test
    void answersForConfiguredNames() throws Exception {
        assertThat(status("shop.example.org:443", "Shop.Example.org", "other")).isEqualTo(200);
        assertThat(status("other", "shop.example.org", "other")).isEqualTo(200);
        assertThat(status("example.org", "shop.example.org")).isEqualTo(421);
        assertThat(status("evil.shop.example.org", "shop.example.org")).isEqualTo(421);
    }

    @Test
    void answersForAnyNameIfConfigured() throws Exception {
        assertThat(status("shop.example.org", "*")).isEqualTo(200);
    }

    @Test
    void answersForAnyAddressButNotForNamesThatLookLikeOne() throws Exception {
        assertThat(status("10.1.2.3:8080")).isEqualTo(200);
        assertThat(status("[fe80::1]")).isEqualTo(200);
        assertThat(status("10.1.2.3.nip.io")).isEqualTo(421);
        assertThat(status("")).isEqualTo(421);
    }

    @Test
    void checksTheForwardedHostToo() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public String getServerName() {
                return "evil.example";
            }
        };
        request.addHeader("Host", "localhost");

        assertThat(status(request)).isEqualTo(421);
        assertThat(status(request, "evil.example")).isEqualTo(200);
    }

    private static int status(String host, String... allowed) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Host", host);
        return status(request, allowed);
    }

    private static int status(MockHttpServletRequest request, String... allowed) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new AllowedHosts(
                        new HttpProperties(List.of(allowed), List.of()),
                        "demo-service",
                        new ProblemWriter(new JsonMapper()))
                .doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
