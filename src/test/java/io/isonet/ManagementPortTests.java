package io.isonet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The service with a management port of its own.
class ManagementPortTests {

	@TempDir
	private Path data;

	@Test
	void managementLeavesThePortOfTheServiceButForTheProbes() throws Exception {
		int port = ServiceProcess.freePort();
		try (ServiceProcess service = ServiceProgram.ofClasses()
			.start(this.data.resolve("log.txt"),
					List.of("--isonet.data=" + this.data, "--management.server.port=" + port))) {
			Caller management = new Caller(port);
			service.awaitReady();
			assertThat(service.caller().get("/readyz").status()).isEqualTo(200);
			assertThat(service.caller().get("/livez").status()).isEqualTo(200);
			for (String path : List.of("/actuator/health/readiness", "/actuator/prometheus", "/actuator/info")) {
				assertThat(management.get(path).status()).as(path).isEqualTo(200);
				assertThat(service.caller().get(path).status()).as(path).isEqualTo(404);
			}
			assertThat(management.get("/api/v1/models").status()).isEqualTo(404);
			assertThat(threads(service)).as("threads that no prediction can take")
				.contains("http-nio-127.0.0.1-" + port + "-exec-")
				.doesNotContain("http-nio-127.0.0.1-" + service.caller().port() + "-exec-");
			assertThatThrownBy(() -> connect("127.0.0.2", port)).as("the port on another address")
				.isInstanceOf(IOException.class);
		}
	}

	/// The platform threads.
	private static String threads(ServiceProcess service) throws IOException {
		Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				String.valueOf(service.pid()), "Thread.print")
			.redirectErrorStream(true)
			.start();
		return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private static void connect(String address, int port) throws IOException {
		new Socket(InetAddress.getByName(address), port).close();
	}

}
