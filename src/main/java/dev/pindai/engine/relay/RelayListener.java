package dev.pindai.engine.relay;

/** Is told when a relay's proxy fails. */
@FunctionalInterface
public interface RelayListener {

    /**
     * Called on the relay's thread: returns at once.
     *
     * @param sentence what is wrong, for people; holds no secret
     * @param everWorked whether the proxy has carried anything since the relay was opened
     */
    void troubled(String sentence, boolean everWorked);
}
