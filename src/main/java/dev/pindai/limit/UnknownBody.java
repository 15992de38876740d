package dev.pindai.limit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.container.ContainerRequestContext;

import dev.pindai.shared.ProblemException;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Ends the reading of a body whose size was not announced once it is found to be too large. */
class UnknownBody {

    static final String CODE = "BODY_TOO_LARGE";

    private final BodyLimit limit;

    UnknownBody(BodyLimit limit) {
        this.limit = limit;
    }

    static String sentence(long most) {
        return "The body has more than " + most + " bytes, which is the most that is read here. Send less at once.";
    }

    @ServerRequestFilter
    void measure(ContainerRequestContext request, RoutingContext context) {
        if (isUnknown(context)) {
            request.setEntityStream(new Measured(request.getEntityStream(), limit.most(context), context));
        }
    }

    private static boolean isUnknown(RoutingContext context) {
        var request = context.request();
        return request.getHeader("Content-Length") == null && (request.getHeader("Transfer-Encoding") != null
                || request.version() == HttpVersion.HTTP_2 && request.method() != HttpMethod.GET);
    }

    /** Counts what is read. */
    private final class Measured extends FilterInputStream {

        private final long most;
        private final RoutingContext context;
        private long read;
        private boolean over;

        Measured(InputStream body, long most, RoutingContext context) {
            super(body);
            this.most = most;
            this.context = context;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            var some = super.read(bytes, from, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            read += more;
            if (read > most) {
                over = true;
                context.vertx().runOnContext(now -> limit.refused(context));
                throw new ProblemException(413, CODE, sentence(most));
            }
        }

        /** To close the body is to read its rest, which may have no end. */
        @Override
        public void close() throws IOException {
            if (!over) {
                super.close();
            }
        }
    }
}
