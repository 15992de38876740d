package dev.pindai.engine.browser;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What one page has of a browser: a whole one, or a place in one that others share. No method is for a lane's thread but
 * {@link #documentCame}.
 */
interface BrowserPlace {

    /**
     * Opens the page's window, which shows nothing yet. Waits for it. To be called once.
     *
     * @throws ExecutionException if the browser does not start or does not give a window
     */
    PageWindow open() throws OpenFailure, ExecutionException, TimeoutException;

    /** Gives the page another window on the same profile in place of one that does not answer. Waits for it. */
    void reopen() throws OpenFailure, ExecutionException, TimeoutException;

    /** The window shows a new document, which may be run by another process than the one before. Returns at once. */
    void documentCame();

    /** The lane the window is driven from; null before there is one. */
    Lane lane();

    /** The browser's main process; empty before there is one. */
    Optional<ProcessHandle> browser();

    /**
     * The processes that run this page and no other, as far as they are known. Killing them frees whoever waits for the
     * page, and leaves the profile whole.
     */
    List<ProcessHandle> renderers();

    /** How much of what this process of the browser uses is this page's: from 0 to 1. */
    double share(long pid);

    /** Why the page ended, to be asked before {@link #close}. */
    EndCause cause();

    /** The last that the browser wrote; empty if it wrote nothing. */
    String lastWords();

    /** Called now and then, in a thread that may wait for a disk. */
    void tidy();

    /**
     * Closes the window. Afterwards the profile is written out and in use by nobody, none of the processes that ran nothing
     * but this page runs, and none will be started. May be called while {@link #open} is under way, or instead of it.
     *
     * @param hung whether the page does not answer
     * @param failed whether it ends against our wish, so that it should be quick
     */
    void close(boolean hung, boolean failed);
}
