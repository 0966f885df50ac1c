package io.isonet.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.isonet.problem.Excerpt;

/// The names of a file's columns, found whatever their case and surrounding white space.
final class CsvHeader {

	private final long line;

	private final List<String> names;

	private final Map<String, Integer> indexes = new HashMap<>();

	/// @param faults gets one for each name that stands twice
	CsvHeader(CsvRow row, FileFaults faults) {
		this.line = row.line();
		this.names = row.cells().stream().map(String::strip).toList();
		for (int i = 0; i < this.names.size(); i++) {
			Integer other = this.indexes.putIfAbsent(fold(this.names.get(i)), i);
			if (other != null) {
				faults.add(row.line(), label(i), "The header names this column twice, as columns " + (other + 1)
						+ " and " + (i + 1) + "; every column has a name of its own.");
			}
		}
	}

	/// Where the header stands in the file, from 1.
	long line() {
		return this.line;
	}

	int size() {
		return this.names.size();
	}

	boolean contains(String name) {
		return this.indexes.containsKey(fold(name));
	}

	boolean containsAny(Collection<String> names) {
		return names.stream().anyMatch(this::contains);
	}

	/// Position of a column from 0, or -1 where the file lacks it.
	int indexOf(String name) {
		return this.indexes.getOrDefault(fold(name), -1);
	}

	/// The name of a column, or its number from 1 where it has none.
	String label(int index) {
		String name = this.names.get(index);
		return name.isEmpty() ? String.valueOf(index + 1) : Excerpt.unquoted(name);
	}

	/// The names as the file has them, abbreviated.
	String found() {
		String found = String.join(", ", this.names.stream().limit(30).map(Excerpt::of).toList());
		return (size() > 30) ? found + " and " + (size() - 30) + " more" : found;
	}

	/// The columns that nobody reads.
	List<String> without(Collection<Integer> read) {
		List<String> ignored = new ArrayList<>();
		for (int i = 0; i < size(); i++) {
			if (!read.contains(i)) {
				ignored.add(label(i));
			}
		}
		return ignored;
	}

	private static String fold(String name) {
		return name.strip().toLowerCase(Locale.ROOT);
	}

}
