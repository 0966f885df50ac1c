package io.isonet;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The service. `package-info` of this package tells the way through the house.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class IsoNetApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(IsoNetApplication.class);
		application.addInitializers(new ManagementAddress());
		application.run(args);
		// whoever is told to end, and has ended in order, ends well: not with the 143 of
		// a signal
		SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
	}

}
