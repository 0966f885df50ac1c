package io.isonet.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Versions on the classpath, in directories as well as in (nested) jars. Thread-safe.
final class ClasspathVersions implements ShippedVersions {

	private final PathMatchingResourcePatternResolver resources;

	private final String root;

	/// Versions below a root.
	/// @param root path without a slash at either end
	ClasspathVersions(ClassLoader classLoader, String root) {
		this.resources = new PathMatchingResourcePatternResolver(classLoader);
		this.root = root;
	}

	@Override
	public List<ShippedVersion> find() throws IOException {
		List<ShippedVersion> found = new ArrayList<>();
		for (String directory : directories()) {
			String[] names = directory.split("/");
			ShippedVersion
				.of(names[0], names[1],
						(name) -> this.resources.getResource("classpath:" + this.root + "/" + directory + "/" + name)
							.getInputStream())
				.ifPresent(found::add);
		}
		return found;
	}

	/// `<model>/<number>` of every file. Directories are not looked for: a jar need not
	/// list them, and where it does, each ends with a slash.
	private Iterable<String> directories() throws IOException {
		TreeSet<String> directories = new TreeSet<>();
		for (Resource file : this.resources.getResources("classpath*:" + this.root + "/*/*/*")) {
			String path = file.getURL().getPath();
			if (!path.endsWith("/")) {
				String[] names = path.split("/");
				directories.add(names[names.length - 3] + "/" + names[names.length - 2]);
			}
		}
		return directories;
	}

}
