package io.isonet.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Versions in a directory. Links are followed only where they stay within it. Hidden
/// directories and files beside the directories are passed over. Thread-safe.
final class DirectoryVersions implements ShippedVersions {

	private final Path root;

	DirectoryVersions(Path root) {
		this.root = root;
	}

	@Override
	public List<ShippedVersion> find() throws IOException {
		Path store = this.root.toRealPath();
		List<ShippedVersion> found = new ArrayList<>();
		for (Path model : directories(store)) {
			for (Path version : directories(model)) {
				ShippedVersion
					.of(model.getFileName().toString(), version.getFileName().toString(),
							(name) -> open(version.resolve(name), store))
					.ifPresent(found::add);
			}
		}
		return found;
	}

	private static List<Path> directories(Path parent) throws IOException {
		try (Stream<Path> children = Files.list(parent)) {
			return children.filter(Files::isDirectory)
				.filter((child) -> !child.getFileName().toString().startsWith("."))
				.toList();
		}
	}

	private static InputStream open(Path file, Path store) throws IOException {
		Path real = file.toRealPath();
		if (!real.startsWith(store)) {
			throw new IOException("it is a link that leads out of the store");
		}
		if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException("it is no regular file");
		}
		return Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS);
	}

}
