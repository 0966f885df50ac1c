package io.isonet.registry;

import java.util.Map;
import java.util.Set;

/// Knows what the files of a version mean, which the registry does not: whether they make
/// a model that can be served. Who serves models offers one as a bean.
public interface VersionInspection {

	/// Names of the files that every version has.
	Set<String> needed();

	/// Names of files that a version may have besides, and that are checked where it has.
	default Set<String> optional() {
		return Set.of();
	}

	/// Loads the files as serving would, tries the model, and lets it go again.
	/// @param files content by name, those that are needed among them; not changed
	/// @return count of trained numbers
	/// @throws InvalidModelFileException where one of them is damaged, or they do not fit
	/// together
	long inspect(Map<String, byte[]> files);

}
