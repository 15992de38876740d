package dev.pindai.engine.browser;

import dev.pindai.engine.PageFailure;

/** Whoever a lane's work is for, and who is told when it takes too long. */
interface TaskOwner {

    /** It can't go on. Returns at once; told again, it is the first that counts. */
    void failed(PageFailure failure, String detail);
}
