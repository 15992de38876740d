package dev.pindai.engine;

/** Takes what pages say. Called on an engine thread: an implementation queues the signal and returns at once. */
public interface PageListener {

    /** Never throws and never blocks. */
    void on(PageSignal signal);
}
