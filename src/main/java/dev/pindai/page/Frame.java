package dev.pindai.page;

import java.util.List;
import java.util.Set;

import io.quarkus.qute.TemplateData;

/**
 * What the frame around every page needs to know about this request.
 *
 * @param language the page is written in
 * @param sandbox whether WhatsApp is simulated, which every page then says
 * @param path of the page, without its query
 * @param query of the page without the language, or empty
 * @param scopes what the visitor may do; empty for somebody who is not signed in
 * @param name how the visitor is called, or empty
 * @param csrf what changes made by this page have to bring along; empty for a visitor who has no sign-in that could be ended,
 *        such as one who shows a key
 */
@TemplateData
public record Frame(Language language, boolean sandbox, String path, String query, Set<String> scopes, String name,
        String csrf) {

    public Frame {
        // Links are made of it: one that begins with two slashes (browsers take a backslash for one) would lead to another site.
        path = path.replaceFirst("^[/\\\\]+", "/");
    }

    /** Whether there is a sign-in to end. */
    public boolean signOut() {
        return !csrf.isEmpty();
    }

    /** Whether the visitor may see more than the sign-in page. */
    public boolean signedIn() {
        return !scopes.isEmpty();
    }

    /** Whether the visitor has this scope: what they may not do is not offered. */
    public boolean may(String scope) {
        return scopes.contains(scope);
    }

    /** Address of this same page in another language. */
    public String in(Language other) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + "lang=" + other.tag();
    }

    public List<Language> languages() {
        return List.of(Language.values());
    }

    public List<StatusLook> statuses() {
        return List.of(StatusLook.values());
    }

    public List<ReasonLook> reasons() {
        return List.of(ReasonLook.values());
    }
}
