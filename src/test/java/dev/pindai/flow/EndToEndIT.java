package dev.pindai.flow;

import java.net.URI;

import dev.pindai.testsupport.PackagedService;
import dev.pindai.testsupport.TestDatabase;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The packaged application, JVM or native, does what it is for. It is also the run from which an AOT cache learns what to have
 * ready ({@code -Dquarkus.package.jar.aot.enabled=true}).
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = PackagedService.class, restrictToAnnotatedClass = true)
@Timeout(180)
class EndToEndIT {

    @TestHTTPResource("/")
    URI base;

    @Test
    void everythingItDoes() throws Exception {
        new Tour(base).go();
    }
}
