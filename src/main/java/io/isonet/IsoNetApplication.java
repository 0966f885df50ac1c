package io.isonet;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The service. `package-info` of this package tells the way through the house.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class IsoNetApplication {

	public static void main(String[] args) {
		SpringApplication.run(IsoNetApplication.class, args);
	}

}
