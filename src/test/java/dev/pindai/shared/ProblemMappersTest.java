package dev.pindai.shared;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.pindai.testsupport.TestKey;

import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Whatever fails, the caller gets one shape with a stable code, and never a stack trace. */
@QuarkusTest
class ProblemMappersTest {

    private static final String FAULTY = "/api/faulty-by-tests";

    @Test
    void aProblemKeepsItsCodeAndSaysWhenToComeBack() {
        problem(caller().accept("image/png").get(FAULTY + "/busy").then(), 503, "CAPACITY")
                .header("Retry-After", "29").body("title", is("Capacity")).body("type", is("urn:pindai:problem:capacity"))
                .body("detail", containsString("stop a session")).body("instance", is(FAULTY + "/busy"));
    }

    @Test
    void aFieldAtFaultIsNamedAsTheCallerKnowsIt() {
        problem(json("{\"name\":\" \"}"), 400, "VALIDATION_FAILED").body("errors.field", contains("name"));
        problem(caller().get(FAULTY + "/limit?limit=101").then(), 400, "VALIDATION_FAILED")
                .body("errors.field", contains("limit"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = { "`{\"name\":`, -", "`{\"nmae\":\"x\"}`, nmae", "`{\"age\":\"old\"}`, age",
            "`[]`, -", "`nonsense`, -" })
    void aBodyThatCannotBeReadIsAProblemThatNamesTheField(String body, String field) {
        var answer = problem(json(body), 400, "MALFORMED_BODY");
        if (!field.equals("-")) {
            answer.body("errors.field", contains(field)).body("detail", containsString("'" + field + "'"));
        }
    }

    @Test
    void wrongAddressesMethodsAndTypesAreProblemsToo() {
        problem(caller().get(FAULTY + "/nothing").then(), 404, "NOT_FOUND");
        problem(caller().get("/api/nothing-at-all").then(), 404, "NOT_FOUND");
        problem(caller().delete(FAULTY).then(), 405, "METHOD_NOT_ALLOWED");
        problem(caller().accept("text/html").get(FAULTY + "/busy").then(), 406, "NOT_ACCEPTABLE");
        problem(caller().contentType("text/csv").body("a,b").post(FAULTY).then(), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void anErrorOfOursTellsNothingButAnIdForTheLog() {
        var body = problem(caller().get(FAULTY + "/broken").then(), 500, "INTERNAL")
                .body("detail", containsString("error id ")).extract().asString();
        assertThat(body).doesNotContain("secret", "IllegalState", "dev.pindai", "\tat");
    }

    private static ValidatableResponse json(String body) {
        return caller().contentType("application/json").body(body).post(FAULTY).then();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).contentType("application/problem+json").body("code", is(code))
                .body("status", is(status));
    }

    private static RequestSpecification caller() {
        return given().header(TestKey.HEADER, TestKey.value());
    }
}
