package io.isonet.registry;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What an installation may set about the registry.
///
/// @param modelStore Directory of the models that are imported at start. Where it does
/// not exist, the copy inside the application is used.
/// @param modelFileLimit Largest file that is imported at start, less than 2 GB.
/// @param importLimit Largest upload of a version, and most that its files may hold, less
/// than 2 GB.
/// @param keepVersions Newest versions of a model that are kept besides those that an
/// alias names; 0 keeps all.
/// @param lookEvery How often a process looks for changes of aliases that another one
/// made, at least 10 ms. With PostgreSQL it hears of them at once.
@ConfigurationProperties("isonet")
record RegistryProperties(@DefaultValue("./model-store") Path modelStore,
		@DefaultValue("256MB") DataSize modelFileLimit, @DefaultValue("64MB") DataSize importLimit,
		@DefaultValue("0") int keepVersions, @DefaultValue("1s") Duration lookEvery) {

	RegistryProperties {
		if (modelFileLimit.toBytes() < 1 || modelFileLimit.toBytes() >= Integer.MAX_VALUE) {
			throw new IllegalArgumentException(
					"isonet.model-file-limit is more than 0 and less than 2 GB, not " + modelFileLimit);
		}
		if (importLimit.toBytes() < 1 || importLimit.toBytes() >= Integer.MAX_VALUE) {
			throw new IllegalArgumentException(
					"isonet.import-limit is more than 0 and less than 2 GB, not " + importLimit);
		}
		if (keepVersions < 0) {
			throw new IllegalArgumentException("isonet.keep-versions is 0 or more, not " + keepVersions);
		}
		if (lookEvery.compareTo(Duration.ofMillis(10)) < 0) {
			throw new IllegalArgumentException("isonet.look-every is 10ms or more, not " + lookEvery);
		}
	}

}
