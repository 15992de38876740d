package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ProxyFlagsTest {

    @Test
    void noSettingLeadsPastTheRelay() {
        var flags = ProxyFlags.behind(4711, List.of("--lang=id", "--no-proxy-server", "-no-proxy-server",
                "--proxy-server=direct://",
                "--proxy-pac-url=http://a/", "--proxy-auto-detect", "--proxy-bypass-list=*", "--host-resolver-rules=MAP a b"));

        assertThat(flags).contains("--lang=id", "--proxy-server=http://127.0.0.1:4711", "--proxy-bypass-list=<-loopback>")
                .doesNotContain("--no-proxy-server", "-no-proxy-server", "--proxy-auto-detect");
        assertThat(flags.stream().filter(flag -> flag.startsWith("--proxy-"))).hasSize(2);
        assertThat(flags.stream().filter(flag -> flag.startsWith("--host-resolver-rules"))).hasSize(1);
    }
}
