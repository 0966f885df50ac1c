package io.isonet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/// The service as it ships, on a port of its own and with data of its own, which all
/// tests that carry this share. A test leaves the champion as it found it, and no
/// training behind that waits or runs.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "isonet.training.queue=3", "isonet.training.max-followers=5",
				"management.prometheus.metrics.export.enabled=true" })
@ContextConfiguration(initializers = TemporaryData.class)
public @interface RunningService {

}
