package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** What drivers and browsers see of the service's environment. */
class ChildEnvironmentTest {

    private static final Map<String, String> ALL = Map.of("PATH", "/bin", "LC_ALL", "C.UTF-8", "XDG_CACHE_HOME", "/cache",
            "PINDAI_SECURITY_ADMIN_KEY", "rahasia-1", "QUARKUS_DATASOURCE_PASSWORD", "rahasia-2", "AWS_SECRET", "rahasia-3",
            "https_proxy", "http://budi:rahasia-4@proxy:3128", "http_proxy", "http://proxy:3128", "LIBVA_DRIVER_NAME", "i965");

    private final ChildEnvironment environment = new ChildEnvironment(ALL, List.of("LIBVA_DRIVER_NAME"));

    @Test
    void onlyWhatProgramsNeedIsPassedOn() {
        assertThat(environment.passed()).containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "LC_ALL", "C.UTF-8",
                "XDG_CACHE_HOME", "/cache", "http_proxy", "http://proxy:3128", "LIBVA_DRIVER_NAME", "i965"));
    }

    @Test
    void theRestIsEmptiedWhereAllIsInherited() {
        assertThat(environment.overAll()).containsOnlyKeys(ALL.keySet()).containsAllEntriesOf(environment.passed());
        assertThat(environment.overAll().values()).noneMatch(value -> value.contains("rahasia"));
    }
}
