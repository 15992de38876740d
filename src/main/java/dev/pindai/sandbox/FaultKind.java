package dev.pindai.sandbox;

/** What can go wrong with a page on request. */
enum FaultKind {

    /** The next load of the page is cut off. */
    NAVIGATION_FAILURE(Moment.LOAD),
    /** A module that libraries need can't be found, as after a renaming upstream. */
    NO_HOOK(Moment.LOAD),
    /** The page never gets a QR. */
    NO_QR(Moment.STANDING),
    /** The next QR comes late. */
    SLOW_QR(Moment.STANDING),
    /** The phone's scan is refused, and the page says that linking failed. */
    REFUSE_SCAN(Moment.STANDING),
    /** The page is given no pairing code. */
    REFUSE_CODE(Moment.STANDING),
    /** After the scan WhatsApp wants to see a passkey of the account before it links. */
    PASSKEY(Moment.STANDING),
    /** After the scan the page loads chats and never ends. */
    STUCK_SYNC(Moment.STANDING),
    /** The page's main thread is busy. */
    HANG(Moment.STRIKE),
    /** The page's renderer process ends. */
    CRASH(Moment.STRIKE),
    /** The page takes memory and keeps it. */
    MEMORY(Moment.STRIKE),
    /** The page takes memory until its renderer is out of it. */
    OUT_OF_MEMORY(Moment.STRIKE),
    /** The account was blocked. */
    BAN(Moment.STRIKE),
    /** WhatsApp does not serve the address or the proxy that the page comes from. */
    PROXY_BLOCK(Moment.STRIKE),
    /** The page is too old for WhatsApp's servers. */
    OLD_VERSION(Moment.STRIKE),
    /** The account was opened elsewhere; strikes once the page is linked. */
    CONFLICT(Moment.STRIKE),
    /** The page loses its server for a while. */
    DISCONNECT(Moment.STRIKE);

    /** When a fault does its work: while the page loads, whenever its occasion comes, or at a point in time. */
    enum Moment {
        LOAD,
        STANDING,
        STRIKE
    }

    private final Moment moment;

    FaultKind(Moment moment) {
        this.moment = moment;
    }

    Moment moment() {
        return moment;
    }
}
