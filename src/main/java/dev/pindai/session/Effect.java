package dev.pindai.session;

/** What has to be done outside the database for a transition, in this order. */
enum Effect {
    /** Open a page for the new epoch; an older one is closed first. */
    OPEN,
    /** Load the page anew in the same browser. */
    RELOAD,
    /** Ask the page to unlink the account. */
    UNLINK,
    /** Ask the page for a fresh QR. */
    REFRESH_QR,
    /** Forget the QR and pairing code in memory; done before the transition's own events are appended. */
    FORGET_SECRETS,
    /** Forget the QR in memory, in the same way; a pairing code stays good. */
    FORGET_QR,
    /** Close the page. */
    CLOSE,
    /** Remove the profile: the login in it is worth nothing any more. */
    REMOVE_LOGIN
}
