package io.isonet.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodState;

/// Made-up playlists in the long form, to try a training with. Immutable.
///
/// A track's features lie between the means of the states before and after it, with
/// normal noise of .6 times the groups' deviation. The same seed gives the same bytes.
///
/// @param groups the figures that the tracks follow
/// @param playlists how many, 1 or more
/// @param seed of everything that is drawn
public record ExamplePlaylists(MoodGroups groups, int playlists, long seed) {

	private static final FeatureSchema SCHEMA = FeatureSchema.ELEVEN;

	private static final double NOISE = 0.6;

	public ExamplePlaylists {
		if (playlists < 1) {
			throw new IllegalArgumentException("an example has one playlist or more, not " + playlists);
		}
	}

	/// Writes the file, which [PlaylistCsvReader] reads back, in UTF-8; the caller closes
	/// the stream.
	public void write(OutputStream out) throws IOException {
		RandomGenerator random = JourneyGenerator.seeded(this.seed);
		JourneyGenerator journeys = new JourneyGenerator(this.groups.words(), 5, 5, random);
		CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out, StandardCharsets.UTF_8);
		List<String> header = LongForm.columns(SCHEMA);
		csv.writeRecord(header);
		for (int p = 1; p <= this.playlists; p++) {
			JourneyGenerator.Journey journey = journeys.next();
			for (int t = 0; t < journey.length(); t++) {
				List<String> row = new ArrayList<>(header.size());
				row.addAll(List.of("example-" + p, String.valueOf(t + 1), journey.moods().toString()));
				for (double value : track(journey, t, random)) {
					row.add(number(value));
				}
				csv.writeRecord(row);
			}
		}
		csv.flush();
	}

	private double[] track(JourneyGenerator.Journey journey, int track, RandomGenerator random) {
		List<MoodState> states = journey.moods().states();
		double place = (double) track / (journey.length() - 1) * (states.size() - 1);
		int before = Math.min((int) place, Math.max(0, states.size() - 2));
		int after = Math.min(before + 1, states.size() - 1);
		double share = place - before;
		double[] features = new double[SCHEMA.size()];
		for (int f = 0; f < features.length; f++) {
			double mean = (1 - share) * mean(states.get(before), f) + share * mean(states.get(after), f);
			double deviation = (1 - share) * deviation(states.get(before), f) + share * deviation(states.get(after), f);
			features[f] = draw(SCHEMA.feature(f), mean, deviation, random);
		}
		return features;
	}

	private static double draw(AudioFeature feature, double mean, double deviation, RandomGenerator random) {
		return switch (feature.name()) {
			case "key" -> random.nextInt(12);
			case "mode" -> (random.nextDouble() < mean) ? 1 : 0;
			default -> feature.clamp(mean + NOISE * deviation * random.nextGaussian());
		};
	}

	private double mean(MoodState state, int feature) {
		return state.words()
			.stream()
			.mapToDouble((word) -> this.groups.group(word).orElseThrow().mean()[feature])
			.average()
			.orElseThrow();
	}

	private double deviation(MoodState state, int feature) {
		return state.words()
			.stream()
			.mapToDouble((word) -> this.groups.group(word).orElseThrow().deviation()[feature])
			.average()
			.orElseThrow();
	}

	private static String number(double value) {
		return new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
	}

}
