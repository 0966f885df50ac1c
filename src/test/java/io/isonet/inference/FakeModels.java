package io.isonet.inference;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.network.PaceCurve;
import io.isonet.registry.ModelManifest;
import io.isonet.registry.ModelVersion;
import io.isonet.registry.Provenance;
import tools.jackson.databind.json.JsonMapper;

/// Served models that compute with a function of the test instead of a network.
final class FakeModels {

	static final MoodVocabulary VOCABULARY = MoodVocabulary.of(List.of("calm", "happy", "sad"));

	private FakeModels() {
	}

	static ModelVersion version(int number) {
		Provenance provenance = new Provenance("0".repeat(64), JsonMapper.shared().createObjectNode(), 0, "test",
				Instant.EPOCH, Instant.EPOCH, null);
		return new ModelVersion(
				new ModelManifest(1, "isonet", number, Instant.EPOCH, "test", 1, new TreeMap<>(), provenance),
				"content-" + number);
	}

	/// Says of each journey its first token and its length, so that a mixed-up answer
	/// shows.
	static List<Forecast> echo(JourneyBatch batch) {
		return IntStream.range(0, batch.size())
			.mapToObj((b) -> new Forecast(new float[][] { row(batch.tokens()[b][0], batch.lengths()[b]) },
					new float[][] { new float[25] }))
			.toList();
	}

	static float[] row(float first, float second) {
		float[] row = new float[11];
		row[0] = first;
		row[1] = second;
		return row;
	}

	static ServedModel model(int number, Function<JourneyBatch, List<Forecast>> compute) {
		return model(number, compute, new AtomicBoolean(), new AtomicInteger());
	}

	/// @param closed set when the model is
	/// @param made counts the forecasters that were made
	static ServedModel model(int number, Function<JourneyBatch, List<Forecast>> compute, AtomicBoolean closed,
			AtomicInteger made) {
		return new ServedModel(version(number), new MoodTokenizer(VOCABULARY, 5, 5), FeatureSchema.ELEVEN, true,
				List.of(), null, ServedWords.of(VOCABULARY), (worker) -> {
					made.incrementAndGet();
					return new Forecaster() {

						@Override
						public List<Forecast> forecast(JourneyBatch batch) {
							if (closed.get()) {
								throw new IllegalStateException("computed on a closed model");
							}
							return compute.apply(batch);
						}

						@Override
						public void close() {
							// nothing of its own
						}

					};
				}, () -> closed.set(true));
	}

	static JourneyBatch journey(int token, int length) {
		int[] tokens = new int[25];
		tokens[0] = token;
		return new JourneyBatch(new int[][] { tokens }, new int[] { length });
	}

	/// A pace of any kind, the standard one among them.
	static PaceCurve pace(Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> PaceCurve.shares(random.doubles(1 + random.nextInt(5), .01, 5).toArray());
			case 1 -> PaceCurve.hold(random.nextInt(5) / 4d, 1 + random.nextInt(5));
			case 2 -> PaceCurve.curve(List.of(new PaceCurve.Point(0, 0),
					new PaceCurve.Point(random.nextDouble(.01, .99), random.nextDouble()), new PaceCurve.Point(1, 1)));
			default -> PaceCurve.STANDARD;
		};
	}

	/// Journeys of several batches in one.
	static JourneyBatch journeys(JourneyBatch... batches) {
		return new JourneyBatch(Stream.of(batches).flatMap((batch) -> Stream.of(batch.tokens())).toArray(int[][]::new),
				Stream.of(batches).flatMapToInt((batch) -> IntStream.of(batch.lengths())).toArray(),
				Stream.of(batches).flatMap((batch) -> batch.paces().stream()).toList());
	}

}
