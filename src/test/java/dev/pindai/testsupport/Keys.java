package dev.pindai.testsupport;

import static io.restassured.RestAssured.given;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** Keys with fewer rights than the admin key, as the tests make them. */
public final class Keys {

    private Keys() {
    }

    /** The text of a new key with these scopes. */
    public static String of(String tenant, String... scopes) {
        return create(Map.of("tenant", tenant, "scopes", List.of(scopes))).getString("key");
    }

    /** The same, for these sessions only. */
    public static String limited(String tenant, Collection<String> sessions, String... scopes) {
        return create(Map.of("tenant", tenant, "scopes", Arrays.asList(scopes), "sessions", sessions)).getString("key");
    }

    /** A new key as the API answers it, made with the admin key. */
    public static JsonPath create(Map<String, ?> fields) {
        var body = new HashMap<String, Object>(Map.of("name", "A key of the tests"));
        body.putAll(fields);
        return Api.call().body(body).post("/api/keys").then().statusCode(201).extract().jsonPath();
    }

    /** Calls the API with this key. */
    public static RequestSpecification with(String key) {
        return given().header(TestKey.HEADER, key).contentType(ContentType.JSON);
    }
}
