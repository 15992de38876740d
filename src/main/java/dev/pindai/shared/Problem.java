package dev.pindai.shared;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An error as RFC 9457 has it, with a stable {@code code} for programs and a {@code detail} that tells people how to mend it.
 *
 * @param type URI reference of the kind of problem
 * @param title short, the same for each problem of this code
 * @param status HTTP status
 * @param detail what went wrong here and what to do
 * @param code stable, upper snake case
 * @param instance path of the request
 * @param errors the fields at fault, or null
 */
@RegisterForReflection(ignoreNested = false)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String code, String instance,
        List<FieldError> errors) {

    /** Media type of every problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Under this name a request holds the code of the problem that it was answered with. */
    public static final String NOTED = "pindai.problem-code";

    /** One field at fault. */
    public record FieldError(String field, String message) {
    }

    /** A problem whose type and title are derived from its code. */
    public static Problem of(int status, String code, String detail, String instance, List<FieldError> errors) {
        var words = code.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        var title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return new Problem("urn:pindai:problem:" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'), title, status,
                detail, code, instance, errors);
    }
}
