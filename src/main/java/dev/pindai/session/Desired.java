package dev.pindai.session;

/** What the user wished for last; a restart of the service restores it. */
public enum Desired {
    RUNNING,
    STOPPED
}
