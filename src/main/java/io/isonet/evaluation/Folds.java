package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.DataReport;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;

/// Divides playlists into folds so that nothing of what a model is measured on can reach
/// it. Immutable.
///
/// - Consecutive repeats of one track become one; playlists with less than two tracks that
///   count are left out.
/// - A track of the training part that also occurs in a playlist held out is ignored: it
///   keeps its place and counts for nothing. Playlists with less than two tracks that count
///   then fall out of the fold.
/// - Standard units are those of the training part's tracks that count.
public final class Folds {

	/// Up to so many playlists each is held out once, alone.
	static final int MOST_FOR_LEAVE_ONE_OUT = 30;

	/// Number of folds beyond that.
	static final int FOLDS = 10;

	private static final int FEWEST_PLAYLISTS = 3;

	private static final int FEWEST_TRACKS = 2;

	private static final IntConsumer UNFOLLOWED = (folds) -> {
	};

	private final PlaylistDataset data;

	private final List<PlaylistExample> playlists;

	private final List<Fold> folds;

	private final String method;

	private Folds(PlaylistDataset data, List<PlaylistExample> playlists, List<List<Integer>> heldOut, String method,
			IntConsumer before) {
		this.data = data;
		this.playlists = playlists;
		this.folds = heldOut.stream().map((indices) -> fold(indices, () -> before.accept(heldOut.size()))).toList();
		this.method = method;
	}

	/// Every playlist is held out once: alone where there are up to 30, else in ten folds
	/// of about the same size.
	/// @param seed of the order in which playlists are dealt to ten folds
	/// @throws EvaluationRefusedException for less than three playlists with two tracks,
	/// or a
	/// feature that never varies
	public static Folds crossValidation(PlaylistDataset data, long seed) {
		return crossValidation(data, seed, UNFOLLOWED);
	}

	/// The same, followed while it is made.
	/// @param before told the number of folds before each step; what it throws reaches
	/// the
	/// caller
	public static Folds crossValidation(PlaylistDataset data, long seed, IntConsumer before) {
		List<PlaylistExample> playlists = usable(data);
		if (playlists.size() <= MOST_FOR_LEAVE_ONE_OUT) {
			return new Folds(data, playlists, dealt(ordered(playlists.size()), playlists.size()),
					"Leave one playlist out.", before);
		}
		return parts(data, FOLDS, seed, before);
	}

	/// Every playlist is held out once, in folds of about the same size.
	/// @param folds how many; one for each playlist where there are fewer
	/// @param seed of the order in which playlists are dealt
	/// @throws EvaluationRefusedException as for [#crossValidation]
	static Folds parts(PlaylistDataset data, int folds, long seed) {
		return parts(data, folds, seed, UNFOLLOWED);
	}

	private static Folds parts(PlaylistDataset data, int folds, long seed, IntConsumer before) {
		List<PlaylistExample> playlists = usable(data);
		return new Folds(data, playlists, dealt(shuffled(playlists.size(), seed), Math.min(folds, playlists.size())),
				folds + " folds of shuffled playlists, seed " + seed + ".", before);
	}

	/// One fold alone, for models that take long to learn.
	/// @param share of the playlists held out, above 0 and below 1; one at least is, and
	/// one at least is not
	/// @param seed of the choice
	/// @throws EvaluationRefusedException as for [#crossValidation]
	public static Folds holdout(PlaylistDataset data, double share, long seed) {
		return holdout(data, share, seed, UNFOLLOWED);
	}

	/// The same, followed while it is made.
	/// @param before told the number of folds before each step; what it throws reaches
	/// the
	/// caller
	public static Folds holdout(PlaylistDataset data, double share, long seed, IntConsumer before) {
		if (!(share > 0 && share < 1)) {
			throw new IllegalArgumentException("a share lies between 0 and 1, not at " + share);
		}
		List<PlaylistExample> playlists = usable(data);
		int count = Math.clamp(Math.round(share * playlists.size()), 1, playlists.size() - 1);
		return new Folds(data, playlists, List.of(shuffled(playlists.size(), seed).subList(0, count)),
				"One fold: " + count + " of the shuffled playlists held out, seed " + seed + ".", before);
	}

	private static List<PlaylistExample> usable(PlaylistDataset data) {
		List<PlaylistExample> playlists = data.examples()
			.stream()
			.map(TrackSet::withoutRepeats)
			.filter(Folds::hasTracks)
			.toList();
		if (playlists.size() < FEWEST_PLAYLISTS) {
			throw EvaluationRefusedException.tooFew(playlists.size(), data.size(), FEWEST_PLAYLISTS);
		}
		List<String> constant = constantFeatures(data, playlists);
		if (!constant.isEmpty()) {
			throw EvaluationRefusedException.constant(constant);
		}
		return playlists;
	}

	private static boolean hasTracks(PlaylistExample playlist) {
		return playlist.counted().length >= FEWEST_TRACKS;
	}

	private static List<String> constantFeatures(PlaylistDataset data, List<PlaylistExample> playlists) {
		List<double[]> rows = playlists.stream().flatMap((playlist) -> List.of(playlist.counted()).stream()).toList();
		return IntStream.range(0, data.schema().size()).filter((f) -> {
			double least = rows.stream().mapToDouble((row) -> row[f]).min().orElse(0);
			double most = rows.stream().mapToDouble((row) -> row[f]).max().orElse(0);
			return most - least <= 1e-9 * Math.max(1, Math.abs(most));
		}).mapToObj((f) -> data.schema().feature(f).name()).toList();
	}

	private static List<Integer> ordered(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	private static List<Integer> shuffled(int count, long seed) {
		List<Integer> order = new ArrayList<>(ordered(count));
		Collections.shuffle(order, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
		return order;
	}

	private static List<List<Integer>> dealt(List<Integer> order, int hands) {
		List<List<Integer>> dealt = new ArrayList<>();
		for (int hand = 0; hand < hands; hand++) {
			int first = hand;
			dealt.add(IntStream.range(0, order.size()).filter((i) -> i % hands == first).mapToObj(order::get).toList());
		}
		return dealt;
	}

	private Fold fold(List<Integer> indices, Runnable before) {
		before.run();
		List<PlaylistExample> heldOut = indices.stream().map(this.playlists::get).toList();
		TrackSet known = new TrackSet(heldOut);
		Set<Integer> left = new HashSet<>(indices);
		List<PlaylistExample> training = IntStream.range(0, this.playlists.size())
			.filter((index) -> !left.contains(index))
			.mapToObj((index) -> ignoring(this.playlists.get(index), known))
			.filter(Folds::hasTracks)
			.toList();
		before.run();
		String first = heldOut.getFirst().id();
		if (training.isEmpty()) {
			throw EvaluationRefusedException.nothingLeft(first);
		}
		List<String> constant = constantFeatures(this.data, training);
		if (!constant.isEmpty()) {
			throw EvaluationRefusedException.constantWithout(first, constant);
		}
		return new Fold(new PlaylistDataset(this.data.schema(), this.data.vocabulary(), training, report(training)),
				heldOut, FeatureScaler.fit(training.stream().map(PlaylistExample::counted).toList()));
	}

	private static PlaylistExample ignoring(PlaylistExample playlist, TrackSet known) {
		Set<Integer> ignored = new HashSet<>(playlist.ignored());
		for (int position = 0; position < playlist.length(); position++) {
			if (known.contains(playlist, position)) {
				ignored.add(position);
			}
		}
		return playlist.ignoring(ignored);
	}

	/// Of the fold's playlists alone: the file's report has figures of those held out.
	private DataReport report(List<PlaylistExample> playlists) {
		Map<Integer, Integer> histogram = new TreeMap<>();
		playlists.forEach((playlist) -> histogram.merge(playlist.length(), 1, Integer::sum));
		int tracks = playlists.stream().mapToInt(PlaylistExample::length).sum();
		DataReport.Lengths lengths = new DataReport.Lengths(Collections.min(histogram.keySet()),
				(double) tracks / playlists.size(), Collections.max(histogram.keySet()), histogram);
		return new DataReport(this.data.report().form(), playlists.size(), 0, List.of(), tracks, lengths, List.of(),
				List.of(), List.of(), List.of(), this.data.vocabulary().size());
	}

	/// The folds, one or more.
	public List<Fold> all() {
		return this.folds;
	}

	/// How the playlists were divided and what was left out, for a person.
	List<String> notes() {
		int repeats = this.data.examples().stream().mapToInt(PlaylistExample::length).sum()
				- this.data.examples().stream().map(TrackSet::withoutRepeats).mapToInt(PlaylistExample::length).sum();
		long ignored = this.folds.stream()
			.flatMap((fold) -> fold.training().examples().stream())
			.mapToLong((playlist) -> playlist.ignored().size())
			.sum();
		return List.of(this.method,
				this.playlists.size() + " of " + this.data.size() + " playlists have two tracks or more; " + repeats
						+ " consecutive repeats of a track were left out.",
				"Tracks that also occur in a playlist held out were ignored in training: " + ignored
						+ " over all folds.",
				"Errors are in standard units: mean and deviation of each fold's training tracks alone.");
	}

}
