package io.isonet.inference;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.isonet.mood.InvalidVocabularyException;
import io.isonet.registry.InvalidModelFileException;
import io.isonet.registry.VersionInspection;

/// Loads a version that is to be imported on every device, warms it up, and lets it go:
/// what passes can be served. Thread-safe.
final class LoadingInspection implements VersionInspection {

	private final Devices devices;

	LoadingInspection(Devices devices) {
		this.devices = devices;
	}

	@Override
	public Set<String> needed() {
		return NetworkFiles.NAMES;
	}

	@Override
	public Set<String> optional() {
		return Set.of(NetworkFiles.SPREAD);
	}

	@Override
	public long inspect(Map<String, byte[]> files) {
		try {
			NetworkFiles network = NetworkFiles.read((file) -> Objects.requireNonNull(files.get(file)));
			byte[] spread = files.get(NetworkFiles.SPREAD);
			if (spread != null) {
				network.spread(spread);
			}
			WarmModels.load(network, this.devices.engine(), this.devices.all()).close();
			return network.config().parameterCount();
		}
		catch (FaultyFileException ex) {
			if (ex.getCause() instanceof InvalidVocabularyException vocabulary) {
				throw InvalidModelFileException.within(ex.file(), vocabulary.detail(), vocabulary.errors());
			}
			throw new InvalidModelFileException(ex.file(), ex.getMessage() + ".");
		}
	}

}
