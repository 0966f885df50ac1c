package io.isonet;

import java.time.Duration;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Empties the kept connections before the port closes: from the moment the service is
/// told to end, every answer is the last of its connection, so that a client's next
/// request opens a new one, to another replica. Without it, a request that comes on a kept
/// connection while Tomcat stops gets 503.
///
/// Ends as soon as no connection is left, or after `isonet.shutdown.drain`; idle
/// connections are then closed with the port. Trainings are stopped meanwhile.
@Component
class ConnectionDrain implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(ConnectionDrain.class);

	/// Tomcat counts the connection that it waits for.
	private static final int ACCEPTOR = 1;

	private static final Duration LOOK_EVERY = Duration.ofMillis(20);

	/// Between the last connection that is accepted and the moment from which Tomcat
	/// refuses what it reads.
	private static final Duration TO_READ_THE_LAST = Duration.ofMillis(200);

	private final ApplicationContext context;

	private final Duration longest;

	private volatile boolean running;

	ConnectionDrain(ApplicationContext context, ShutdownProperties properties) {
		this.context = context;
		this.longest = properties.drain();
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		if (protocol() instanceof AbstractHttp11Protocol<?> protocol) {
			protocol.setMaxKeepAliveRequests(1);
			try {
				awaitNone(protocol);
				protocol.closeServerSocketGraceful();
				Thread.sleep(TO_READ_THE_LAST);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void stop(Runnable callback) {
		Thread.ofVirtual().name("connection-drain").start(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/// In a pause the port stays open.
	@Override
	public boolean isPauseable() {
		return false;
	}

	private void awaitNone(AbstractHttp11Protocol<?> protocol) throws InterruptedException {
		long deadline = System.nanoTime() + this.longest.toNanos();
		while (protocol.getConnectionCount() > ACCEPTOR && System.nanoTime() < deadline) {
			Thread.sleep(LOOK_EVERY);
		}
		log.debug("{} connections are left", protocol.getConnectionCount() - ACCEPTOR);
	}

	private @Nullable Object protocol() {
		return (this.context instanceof ServletWebServerApplicationContext web
				&& web.getWebServer() instanceof TomcatWebServer tomcat)
						? tomcat.getTomcat().getConnector().getProtocolHandler() : null;
	}

}
