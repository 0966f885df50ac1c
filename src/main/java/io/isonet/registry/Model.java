package io.isonet.registry;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model with all its versions, as they were when it was asked for. Immutable.
///
/// @param name name of the model
/// @param aliases number by alias, `latest` among them
/// @param versions at least one, newest first
public record Model(String name, SortedMap<String, Integer> aliases, List<ModelVersion> versions) {

	public Model {
		aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
		versions = List.copyOf(versions);
	}

	/// The aliases that name a version, in alphabetical order.
	public List<String> aliasesOf(int number) {
		return this.aliases.entrySet()
			.stream()
			.filter((alias) -> alias.getValue() == number)
			.map((alias) -> alias.getKey())
			.toList();
	}

}
