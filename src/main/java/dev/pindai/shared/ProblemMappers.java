package dev.pindai.shared;

import java.util.ArrayList;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/** Every error of every resource leaves as a {@link Problem}; nothing of a stack trace does. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response problem(ProblemException e, UriInfo uri) {
        var response = response(Problem.of(e.status(), e.code(), e.getMessage(), path(uri), null));
        if (e.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, e.retryAfter().toSeconds()));
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e, UriInfo uri) {
        if (e.getConstraintViolations().stream().anyMatch(ProblemMappers::isOurs)) {
            return internal(e, uri);
        }
        var errors = e.getConstraintViolations().stream()
                .map(violation -> new Problem.FieldError(field(violation), violation.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return response(Problem.of(400, "VALIDATION_FAILED", "Mend the fields listed in 'errors' and send it again",
                path(uri), errors)).build();
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e, UriInfo uri) {
        return malformedBody(e, uri);
    }

    /** Quarkus has a mapper of its own for this kind, which would win over the one above. */
    @ServerExceptionMapper
    Response malformed(MismatchedInputException e, UriInfo uri) {
        return malformedBody(e, uri);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformedBody(json, uri);
        }
        // What a parameter's converter threw comes wrapped.
        if (e.getCause() instanceof ProblemException problem) {
            return problem(problem, uri);
        }
        var status = e.getResponse().getStatus();
        if (status >= 500) {
            return internal(e, uri);
        }
        if (status < 400) {
            return e.getResponse();
        }
        var known = Response.Status.fromStatusCode(status);
        var code = known == null ? "HTTP_" + status : known.name();
        var response = response(Problem.of(status, code, detail(status), path(uri), null));
        for (var name : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER)) {
            if (e.getResponse().getHeaderString(name) != null) {
                response.header(name, e.getResponse().getHeaderString(name));
            }
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response internal(Throwable e, UriInfo uri) {
        var id = Ids.next();
        LOG.errorf(e, "Request to %s failed, error id %s", path(uri), id);
        return response(Problem.of(500, "INTERNAL", "Something went wrong on our side; the log has it under error id " + id,
                path(uri), null)).build();
    }

    private Response malformedBody(JsonProcessingException e, UriInfo uri) {
        // What went wrong while the body was read comes wrapped, such as one that is too large.
        if (e.getCause() instanceof ProblemException problem) {
            return problem(problem, uri);
        }
        var field = e instanceof JsonMappingException mapping ? field(mapping) : "";
        var detail = switch (e) {
            case UnrecognizedPropertyException unknown -> "There is no field '" + field + "' here: remove it or mend its name";
            case JsonMappingException mapping when !field.isEmpty() ->
                "The field '" + field + "' has a value of the wrong kind";
            default -> "The body is not the JSON expected here: check it for quotes, commas and braces";
        };
        var errors = field.isEmpty() ? null : List.of(new Problem.FieldError(field, "can't be read"));
        return response(Problem.of(400, "MALFORMED_BODY", detail, path(uri), errors)).build();
    }

    private static String field(JsonMappingException e) {
        var names = new ArrayList<String>();
        e.getPath().forEach(step -> names.add(step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName()));
        return String.join(".", names);
    }

    /** The path as the caller knows it: without our method's name and its parameter for the body. */
    private static String field(ConstraintViolation<?> violation) {
        var names = new ArrayList<String>();
        String parameter = null;
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            } else if (node.getKind() != ElementKind.METHOD && node.getName() != null) {
                names.add(node.getName());
            }
        }
        return names.isEmpty() && parameter != null ? parameter : String.join(".", names);
    }

    /** What we return breaks our own rules: not the caller's fault. */
    private static boolean isOurs(ConstraintViolation<?> violation) {
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address: check it against the API description at /q/openapi";
            case 405 -> "This address does not take this method: see the header Allow and /q/openapi";
            case 406 -> "This address can't answer in any of the types in Accept: see /q/openapi";
            case 413 -> "The body is too large";
            case 415 -> "This address does not read this Content-Type: send application/json";
            default -> "The request can't be answered as it is: check it against /q/openapi";
        };
    }

    /** Without the token of a scan link, which goes into no answer and no log. */
    private static String path(UriInfo uri) {
        return uri.getRequestUri().getRawPath().replaceFirst("^/scan/[^/]+", "/scan/…");
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
