package dev.pindai.limit.connection;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stands where connections are accepted: lets in as many as there may be, each with a guard of its own. */
@Sharable
final class Doorkeeper extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(Doorkeeper.class);
    private static final long WARN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Crowd crowd;
    private final Times times;
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - WARN_EVERY_NANOS);
    private volatile boolean atWork;

    Doorkeeper(Crowd crowd, Times times) {
        this.crowd = crowd;
        this.times = times;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext door) {
        atWork = true;
    }

    /** Whether connections come by here. */
    boolean isAtWork() {
        return atWork;
    }

    @Override
    public void channelRead(ChannelHandlerContext door, Object message) throws Exception {
        var connection = (Channel) message;
        // A client that is gone already has no address.
        if (!(connection.remoteAddress() instanceof InetSocketAddress peer)) {
            connection.unsafe().closeForcibly();
            return;
        }
        var address = peer.getAddress();
        if (!crowd.enter(address)) {
            connection.unsafe().closeForcibly();
            warn(peer);
            return;
        }
        connection.closeFuture().addListener(closed -> crowd.leave(address));
        ConnectionGuard.post(connection, times);
        super.channelRead(door, message);
    }

    /** Now and then: whoever sends a flood is not to fill the log too. */
    private void warn(InetSocketAddress peer) {
        var last = warned.get();
        if (System.nanoTime() - last >= WARN_EVERY_NANOS && warned.compareAndSet(last, System.nanoTime())) {
            LOG.warnf("There are too many connections, in all or from one address: one from %s was refused. See"
                    + " pindai.limit.connections and pindai.limit.connections-per-address", peer.getAddress().getHostAddress());
        }
    }
}
