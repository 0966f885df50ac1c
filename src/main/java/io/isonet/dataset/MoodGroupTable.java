package io.isonet.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.isonet.audio.FeatureSchema;

/// The CSV with the figures of the mood groups: a line for each group and feature.
final class MoodGroupTable {

	private static final List<String> COLUMNS = List.of("group", "moods", "feature", "mean", "sd", "tracks");

	private static final FeatureSchema SCHEMA = FeatureSchema.ELEVEN;

	private static final int KEY = SCHEMA.indexOf("key");

	private MoodGroupTable() {
	}

	/// The groups in the order of their numbers.
	/// @throws IllegalArgumentException unless every group has each feature but key once
	static List<MoodGroup> read(InputStream in) throws IOException {
		Map<Integer, List<NamedCsvRecord>> linesOfGroups = new TreeMap<>();
		try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(in, StandardCharsets.UTF_8)) {
			for (NamedCsvRecord line : lines) {
				if (!line.getHeader().equals(COLUMNS)) {
					throw new IllegalArgumentException(
							"mood groups have the columns " + COLUMNS + ", not " + line.getHeader());
				}
				linesOfGroups.computeIfAbsent(Integer.valueOf(line.getField("group")), (number) -> new ArrayList<>())
					.add(line);
			}
		}
		List<MoodGroup> groups = new ArrayList<>();
		linesOfGroups.forEach((number, lines) -> groups.add(group(number, lines)));
		return groups;
	}

	private static MoodGroup group(int number, List<NamedCsvRecord> lines) {
		double[] mean = new double[SCHEMA.size()];
		double[] deviation = new double[SCHEMA.size()];
		int[] tracks = new int[SCHEMA.size()];
		for (NamedCsvRecord line : lines) {
			int feature = SCHEMA.indexOf(line.getField("feature"));
			check(feature >= 0 && feature != KEY && tracks[feature] == 0, line, "another feature");
			check(line.getField("moods").equals(lines.getFirst().getField("moods")), line, "the moods of its group");
			mean[feature] = Double.parseDouble(line.getField("mean"));
			deviation[feature] = Double.parseDouble(line.getField("sd"));
			tracks[feature] = Integer.parseInt(line.getField("tracks"));
			check(tracks[feature] > 0 && Double.isFinite(mean[feature]) && deviation[feature] >= 0, line,
					"a finite mean, a deviation from 0 and 1 track or more");
		}
		check(lines.size() == SCHEMA.size() - 1, lines.getLast(), (SCHEMA.size() - 1) + " features in its group");
		mean[KEY] = MoodGroups.KEY_MEAN;
		deviation[KEY] = MoodGroups.KEY_DEVIATION;
		return new MoodGroup(number, List.of(lines.getFirst().getField("moods").split(" ")), mean, deviation, tracks);
	}

	private static void check(boolean condition, NamedCsvRecord line, String expected) {
		if (!condition) {
			throw new IllegalArgumentException("line " + line.getStartingLineNumber() + " of the mood groups needs "
					+ expected + ": " + line.getFields());
		}
	}

}
