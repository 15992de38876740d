package dev.pindai.session.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.Map;

import dev.pindai.testsupport.Api;

import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant has so many sessions and no more. */
@QuarkusTest
class TenantLimitTest {

    @ConfigProperty(name = "pindai.limit.sessions-per-tenant")
    int most;

    @BeforeEach
    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void oneMoreIsRefusedUntilOneIsDeleted() {
        var last = "";
        for (int i = 0; i < most; i++) {
            last = Api.create("Sesi " + i);
        }
        Api.call().body(Map.of("name", "Satu lagi")).post("/api/sessions").then().statusCode(409)
                .body("code", is("TOO_MANY_SESSIONS")).body("detail", containsString("pindai.limit.sessions-per-tenant"));
        Api.delete(last);
        Api.create("Satu lagi");
    }
}
