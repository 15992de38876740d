package dev.pindai.session.api;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

import dev.pindai.session.SessionStatus;
import dev.pindai.shared.ProblemException;

import org.jboss.resteasy.reactive.RestQuery;

/** Reads query parameters so that a wrong value is told to be one; by default the whole address would be "not found". */
@Provider
public class QueryConverters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        var name = Arrays.stream(annotations).filter(RestQuery.class::isInstance).findFirst();
        if (name.isEmpty()) {
            return null;
        }
        if (type == SessionStatus.class) {
            return (ParamConverter<T>) new Reading<>(SessionStatus::valueOf, "status must be one of "
                    + Arrays.stream(SessionStatus.values()).map(Enum::name).collect(Collectors.joining(", ")));
        }
        if (type == UUID.class) {
            return (ParamConverter<T>) new Reading<>(UUID::fromString, "cursor must be the nextCursor of an earlier answer");
        }
        if (type == int.class || type == Integer.class) {
            return (ParamConverter<T>) new Reading<>(Integer::valueOf, "limit must be a whole number");
        }
        if (type == long.class || type == Long.class) {
            return (ParamConverter<T>) new Reading<>(Long::valueOf, "after must be a whole number");
        }
        return null;
    }

    private record Reading<T>(Function<String, T> reader, String expectation) implements ParamConverter<T> {

        @Override
        public T fromString(String value) {
            try {
                return value == null || value.isEmpty() ? null : reader.apply(value);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(400, "VALIDATION_FAILED", expectation);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
