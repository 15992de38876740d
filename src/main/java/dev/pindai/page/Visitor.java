package dev.pindai.page;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;

import dev.pindai.security.Caller;
import dev.pindai.security.signin.SignedIn;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.core.http.HttpServerRequest;

/** Who asks for a page, as far as it changes how the page looks: language, signed in or not. */
@RequestScoped
class Visitor {

    /** Remembers a language that was chosen by {@code ?lang=}; see {@link PageHeaders}. */
    static final String LANGUAGE_COOKIE = "pindai_lang";

    private final HttpServerRequest request;
    private final HttpHeaders headers;
    private final SecurityIdentity identity;
    private final boolean sandbox;

    Visitor(HttpServerRequest request, HttpHeaders headers, SecurityIdentity identity,
            @ConfigProperty(name = "pindai.sandbox.enabled", defaultValue = "false") boolean sandbox) {
        this.request = request;
        this.headers = headers;
        this.identity = identity;
        this.sandbox = sandbox;
    }

    Language language() {
        return language(null);
    }

    /** @param meant the language that the page was made for, or null: counts more than what the browser prefers */
    Language language(String meant) {
        var cookie = headers.getCookies().get(LANGUAGE_COOKIE);
        var remembered = cookie == null ? null : cookie.getValue();
        return Language.choose(request.getParam("lang"), meant == null ? remembered : meant, accepted());
    }

    /** Who is signed in. */
    Caller caller() {
        return Caller.of(identity).orElseThrow();
    }

    Frame frame() {
        return frame(language());
    }

    Frame frame(Language language) {
        var caller = Caller.of(identity);
        return new Frame(language, sandbox, request.path(), queryWithoutLanguage(),
                caller.isPresent() ? identity.getRoles() : Set.of(), caller.map(Caller::name).orElse(""),
                SignedIn.of(identity).map(SignedIn::csrf).orElse(""));
    }

    PageMessages messages() {
        return MessageBundles.get(PageMessages.class, Localized.Literal.of(language().tag()));
    }

    TemplateInstance localized(TemplateInstance page) {
        return page.setLocale(language().locale());
    }

    private String queryWithoutLanguage() {
        return request.query() == null ? ""
                : Stream.of(request.query().split("&")).filter(part -> !part.isEmpty() && !part.startsWith("lang="))
                        .collect(Collectors.joining("&"));
    }

    private List<Locale> accepted() {
        return headers.getAcceptableLanguages();
    }
}
