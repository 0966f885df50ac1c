package io.isonet.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;

/// Published figures of ten groups of moods over `FeatureSchema.ELEVEN`, and what they
/// say of a single word. Immutable.
///
/// Key was not measured: its pitch classes count as uniform, with mean 5.5 and deviation
/// 3.452.
public final class MoodGroups {

	static final double KEY_MEAN = 5.5;

	static final double KEY_DEVIATION = 3.452;

	private static final FeatureSchema SCHEMA = FeatureSchema.ELEVEN;

	private final List<MoodGroup> groups;

	private final Map<String, MoodGroup> groupsOfWords = new HashMap<>();

	private final FeatureScaler scaler;

	/// @param groups one or more, no word in two of them
	public MoodGroups(List<MoodGroup> groups) {
		this.groups = List.copyOf(groups);
		for (MoodGroup group : groups) {
			for (String word : group.words()) {
				if (this.groupsOfWords.putIfAbsent(word, group) != null) {
					throw new IllegalArgumentException("the mood '" + word + "' belongs to two groups");
				}
			}
		}
		this.scaler = pool(groups);
	}

	/// The figures that come with the application.
	public static MoodGroups load() {
		try {
			return new MoodGroups(MoodGroupTable.read(new ByteArrayInputStream(table())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/// The bytes of the table behind [#load()], CSV.
	public static byte[] table() {
		try (InputStream table = MoodGroups.class.getResourceAsStream("mood-groups.csv")) {
			return Objects.requireNonNull(table, "mood-groups.csv").readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/// Pooled over the groups, each weighted by its `n` tracks: mean `= sum n m / sum n`,
	/// variance `= sum n (sd^2 + (m - mean)^2) / sum n`.
	private static FeatureScaler pool(List<MoodGroup> groups) {
		double[] mean = new double[SCHEMA.size()];
		double[] deviation = new double[SCHEMA.size()];
		for (int f = 0; f < mean.length; f++) {
			double tracks = 0;
			double sum = 0;
			for (MoodGroup group : groups) {
				tracks += group.tracks()[f];
				sum += group.tracks()[f] * group.mean()[f];
			}
			double pooled = sum / tracks;
			double squares = 0;
			for (MoodGroup group : groups) {
				double within = group.deviation()[f];
				double between = group.mean()[f] - pooled;
				squares += group.tracks()[f] * (within * within + between * between);
			}
			mean[f] = (tracks > 0) ? pooled : KEY_MEAN;
			deviation[f] = (tracks > 0) ? Math.sqrt(squares / tracks) : KEY_DEVIATION;
		}
		return new FeatureScaler(mean, deviation);
	}

	/// The groups in the order of their numbers.
	public List<MoodGroup> groups() {
		return this.groups;
	}

	/// Every word of every group, in the order of the groups.
	public List<String> words() {
		return this.groups.stream().flatMap((group) -> group.words().stream()).toList();
	}

	/// The group that a word belongs to, whatever its case and surrounding white space.
	public Optional<MoodGroup> group(String word) {
		return Optional.ofNullable(this.groupsOfWords.get(word.strip().toLowerCase(Locale.ROOT)));
	}

	/// Maps features to the pooled figures' standard units and back.
	public FeatureScaler scaler() {
		return this.scaler;
	}

	/// What a word sounds like, `[F]` in standard units: the mean of its group. All 0 for
	/// a word without a group, and 0 for key.
	public double[] standardVector(String word) {
		double[] vector = new double[SCHEMA.size()];
		group(word).ifPresent((group) -> {
			for (int f = 0; f < vector.length; f++) {
				vector[f] = this.scaler.standard(f, group.mean()[f]);
			}
		});
		return vector;
	}

}
