package io.isonet.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.isonet.audio.Trajectory;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.network.PaceCurve;
import io.isonet.network.TrackSpread;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import io.isonet.registry.ModelVersion;
import org.jspecify.annotations.Nullable;

/// Moods and a length in, a trajectory out. Safe for any number of threads; each waits
/// for its own answer, no longer than its own timeout and the deadline of the
/// configuration.
public class TrajectoryPredictor {

	private static final ProblemType NOT_FINITE = new ProblemType("non-finite-prediction",
			"The model gave numbers that are not finite", 500);

	private final ServedModels models;

	private final Computation computation;

	private final PredictionMeters meters;

	TrajectoryPredictor(ServedModels models, Computation computation, PredictionMeters meters) {
		this.models = models;
		this.computation = computation;
		this.meters = meters;
	}

	/// Predicts one journey.
	/// @throws ProblemException if a mood is unknown, the journey does not fit the model,
	/// there is no such version, or the service is overloaded
	public Prediction predict(Journey journey) {
		return predict(List.of(journey)).getFirst();
	}

	/// Predicts journeys that come in at this moment, as below.
	public List<Prediction> predict(List<Journey> journeys) {
		return predict(journeys, System.nanoTime());
	}

	/// Predicts journeys together, those of one version in one pass; either all are
	/// answered or none. Together they are as urgent as the most urgent of them: the
	/// highest priority and the shortest timeout count.
	/// @param arrivedNanos when they came in, by [System#nanoTime()]: timeouts and the
	/// deadline count from there
	/// @return in the order of the journeys
	/// @throws ProblemException as for one journey; the faults of all journeys are
	/// reported together
	public List<Prediction> predict(List<Journey> journeys, long arrivedNanos) {
		try {
			return withLeases(journeys, (leases) -> {
				List<Prediction> predictions = compute(journeys, leases, arrivedNanos);
				leases.values().forEach((served) -> this.meters.answered(served, System.nanoTime() - arrivedNanos));
				return predictions;
			});
		}
		catch (RuntimeException ex) {
			this.meters.refused(ex, System.nanoTime() - arrivedNanos);
			throw ex;
		}
	}

	/// Checks moods, models and versions without computing anything.
	/// @throws ProblemException as a prediction would
	public void check(List<Journey> journeys) {
		withLeases(journeys, (leases) -> encode(journeys, leases));
	}

	/// The words that a version answers.
	/// @param model name, null for the default one
	/// @param version number or alias, null for the champion
	KnownMoods moods(@Nullable String model, @Nullable String version) {
		ServedModel served = this.models.lease(model, version);
		try {
			return new KnownMoods(served.version(), served.words(), served.tokenizer().maxStates(),
					served.tokenizer().maxWordsPerState());
		}
		finally {
			served.release();
		}
	}

	private <T> T withLeases(List<Journey> journeys, Function<Map<VersionKey, ServedModel>, T> work) {
		Map<VersionKey, ServedModel> leases = new LinkedHashMap<>();
		try {
			for (Journey journey : journeys) {
				leases.computeIfAbsent(VersionKey.of(journey), (key) -> this.models.lease(key.model(), key.version()));
			}
			return work.apply(leases);
		}
		finally {
			leases.values().forEach(ServedModel::release);
		}
	}

	private List<Prediction> compute(List<Journey> journeys, Map<VersionKey, ServedModel> leases, long arrivedNanos) {
		int[][] tokens = encode(journeys, leases);
		Urgency urgency = urgency(journeys);
		@Nullable Prediction[] predictions = new Prediction[journeys.size()];
		leases.forEach((key, served) -> {
			int[] mine = indexes(journeys, key);
			int[][] slots = new int[mine.length][];
			int[] lengths = new int[mine.length];
			List<PaceCurve> paces = new ArrayList<>(mine.length);
			for (int i = 0; i < mine.length; i++) {
				slots[i] = tokens[mine[i]];
				Journey journey = journeys.get(mine[i]);
				lengths[i] = journey.length();
				paces.add(Objects.requireNonNullElse(journey.pace(), PaceCurve.STANDARD));
			}
			List<Forecast> forecasts = this.computation.compute(served, new JourneyBatch(slots, lengths, paces),
					urgency, arrivedNanos);
			for (int i = 0; i < mine.length; i++) {
				predictions[mine[i]] = prediction(served, journeys.get(mine[i]), forecasts.get(i));
			}
		});
		List<Prediction> answers = new ArrayList<>(predictions.length);
		for (Prediction prediction : predictions) {
			answers.add(Objects.requireNonNull(prediction));
		}
		return answers;
	}

	private static Urgency urgency(List<Journey> journeys) {
		Urgency urgency = journeys.isEmpty() ? Urgency.NORMAL : journeys.getFirst().urgency();
		for (Journey journey : journeys) {
			urgency = urgency.and(journey.urgency());
		}
		return urgency;
	}

	/// Which of the journeys a version computes.
	private static int[] indexes(List<Journey> journeys, VersionKey version) {
		int[] indexes = new int[journeys.size()];
		int count = 0;
		for (int j = 0; j < indexes.length; j++) {
			if (VersionKey.of(journeys.get(j)).equals(version)) {
				indexes[count++] = j;
			}
		}
		return Arrays.copyOf(indexes, count);
	}

	private static int[][] encode(List<Journey> journeys, Map<VersionKey, ServedModel> leases) {
		Faults faults = new Faults();
		int[][] tokens = new int[journeys.size()][];
		for (int j = 0; j < tokens.length && !faults.isFull(); j++) {
			Journey journey = journeys.get(j);
			ServedModel served = Objects.requireNonNull(leases.get(VersionKey.of(journey)));
			int index = j;
			faults.collect(
					() -> tokens[index] = served.tokenizer().encode(journey.moods(), journey.pointer() + "/moods"));
			if (journey.pace() != null && !served.isPaced()) {
				faults.add(journey.pointer() + "/pace",
						"Version " + served.version().number() + " of '" + served.version().model()
								+ "' has no pace: its attention alone decides which state is played when. Leave pace "
								+ "out, or take a version with one, such as those that the preset 'default' trains.");
			}
		}
		faults.throwIfAny();
		return tokens;
	}

	private static Prediction prediction(ServedModel served, Journey journey, Forecast forecast) {
		if (!forecast.isFinite()) {
			throw new ProblemException(NOT_FINITE, "Version " + served.version().number() + " of '"
					+ served.version().model() + "' gave a number that is not finite; another version may do better.");
		}
		TrackSpread.Bounds spread = null;
		List<String> warnings = served.words().warnings(served.warnings(), journey.moods());
		if (journey.spreadLevel() != null) {
			spread = bounds(served, journey, journey.spreadLevel(), forecast);
			warnings = (spread != null) ? warnings : withoutSpread(served, warnings);
		}
		return new Prediction(served.version(), new Trajectory(served.schema(), forecast.features()),
				forecast.attention(), spread, warnings);
	}

	private static TrackSpread.@Nullable Bounds bounds(ServedModel served, Journey journey, double level,
			Forecast forecast) {
		TrackSpread spread = served.spread();
		if (spread == null) {
			return null;
		}
		PaceCurve pace = Objects.requireNonNullElse(journey.pace(), PaceCurve.STANDARD);
		return spread.bounds(journey.moods().words(), pace, forecast.features(), level);
	}

	private static List<String> withoutSpread(ServedModel served, List<String> others) {
		List<String> warnings = new ArrayList<>(others);
		warnings.add("Version " + served.version().number() + " of '" + served.version().model()
				+ "' has no spread: no evaluation on playlists that it has not seen is stored with it, so nothing says "
				+ "how far tracks lie from its predictions.");
		return warnings;
	}

	/// The words of a version.
	///
	/// @param maxStates most states in a journey
	/// @param maxWordsPerState most words in a state
	record KnownMoods(ModelVersion version, ServedWords words, int maxStates, int maxWordsPerState) {
	}

	private record VersionKey(@Nullable String model, @Nullable String version) {

		static VersionKey of(Journey journey) {
			return new VersionKey(journey.model(), journey.version());
		}

	}

}
