package io.isonet.security;

import java.net.InetAddress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;

/// Says at start that anyone who reaches the port may call, where it is not bound to
/// loopback.
class BindingWarning {

	private static final Logger log = LoggerFactory.getLogger(BindingWarning.class);

	private final ServerProperties server;

	BindingWarning(ServerProperties server) {
		this.server = server;
	}

	@EventListener(ApplicationReadyEvent.class)
	void warnBeyondLoopback() {
		InetAddress address = this.server.getAddress();
		if (address == null || !address.isLoopbackAddress()) {
			log.warn(
					"The service listens beyond loopback, and knows no keys: whoever reaches the port may predict, train "
							+ "and change the champion. Put it behind something that checks who calls. "
							+ "The names under which it may be called stand in isonet.http.allowed-hosts.");
		}
	}

}
