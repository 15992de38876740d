package dev.pindai.session;

/** What a person who opens a diagnostics file reads first: what is in it, and what is not. */
final class DiagnosticsReadme {

    static final String TEXT = """
            Diagnostics of one Pindai session

            summary.json    the session as it stands, the versions of everything below it, the settings
            history.json    its statuses, oldest first (200 at most)
            events.ndjson   its newest events, one on a line (500 at most)
            page.json       its page: the open one, or the one that ended last since the service started
            console.log     what that page's console and network complained of (200 lines at most)
            screenshot.png  what the page shows, or showed when the session failed;
                            screenshot.txt says why there is none
            Where a part could not be had, it says why.

            Not in here: QR strings, pairing codes, keys and tokens, passwords, cookies, the queries of addresses. In the
            screenshot, codes and pictures are covered. Phone numbers have their middle digits replaced by stars.

            Still in here, so think before you hand it on: the name and the labels you gave the session, the name the account
            shows to others, addresses of your servers and paths on them - and, in the screenshot, the texts that the page
            showed, which may be names and messages of people.
            """;

    private DiagnosticsReadme() {
    }
}
