package dev.pindai.testsupport;

import static io.restassured.RestAssured.given;

import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Scan links as the tests make and open them. */
public final class ScanLinkApi {

    public static final String HEADER = "X-Scan-Link";

    private ScanLinkApi() {
    }

    public static ValidatableResponse make(String session, Map<String, ?> wish) {
        return Api.call().body(wish).post("/api/sessions/{id}/scan-links", session).then();
    }

    /** The address of a new one. */
    public static String url(String session, Map<String, ?> wish) {
        return make(session, wish).statusCode(201).extract().path("url");
    }

    /** The last part of its address. */
    public static String token(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Calls as its page makes them: with the token and nothing else. */
    public static RequestSpecification visitor(String url) {
        return given().header(HEADER, token(url)).contentType(ContentType.JSON);
    }
}
