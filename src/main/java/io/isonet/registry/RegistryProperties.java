package io.isonet.registry;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What an installation may set about the registry.
///
/// @param modelStore Directory of the models that are imported at start. Where it does
/// not exist, the copy inside the application is used.
/// @param modelFileLimit Largest file that is imported at start, less than 2 GB.
@ConfigurationProperties("isonet")
record RegistryProperties(@DefaultValue("./model-store") Path modelStore,
		@DefaultValue("256MB") DataSize modelFileLimit) {

	RegistryProperties {
		if (modelFileLimit.toBytes() < 1 || modelFileLimit.toBytes() >= Integer.MAX_VALUE) {
			throw new IllegalArgumentException(
					"isonet.model-file-limit is more than 0 and less than 2 GB, not " + modelFileLimit);
		}
	}

}
