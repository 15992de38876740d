package dev.pindai.page;

import java.util.List;

/**
 * What the frame around every page needs to know about this request.
 *
 * @param language the page is written in
 * @param sandbox whether WhatsApp is simulated, which every page then says
 * @param path of the page, without its query
 * @param query of the page without the language, or empty
 * @param signedIn whether the visitor may see more than the sign-in page
 * @param admin whether the visitor may see what only an admin sees
 * @param signOut whether there is a sign-in to end (not if a machine key or dev mode let the visitor in)
 */
public record Frame(Language language, boolean sandbox, String path, String query, boolean signedIn, boolean admin,
        boolean signOut) {

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
