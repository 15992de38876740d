package dev.pindai.sandbox;

/** The way to one connected page. */
interface Channel {

    void send(ToPage message);

    void close();
}
