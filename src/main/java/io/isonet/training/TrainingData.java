package io.isonet.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.Augmentation;
import io.isonet.dataset.PlaylistBatch;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.RandomStreams;

/// The playlists of one training, in batches: those to learn from and those kept for
/// validation. Immutable.
final class TrainingData {

	private final PlaylistDataset dataset;

	private final TrainingSettings settings;

	private final MoodTokenizer tokenizer;

	private final RandomStreams orders;

	private final RandomStreams variations;

	private final int[] training;

	private final int[] validation;

	private final FeatureScaler scaler;

	/// @param random splits the playlists, where there is validation
	TrainingData(PlaylistDataset dataset, TrainingSettings settings, RandomGenerator random) {
		this.dataset = dataset;
		this.settings = settings;
		this.tokenizer = new MoodTokenizer(dataset.vocabulary(), settings.maxStates(), settings.maxWordsPerState());
		this.orders = new RandomStreams(settings.seed());
		int[] all = IntStream.range(0, dataset.size()).toArray();
		int kept = validationSize(all.length);
		if (kept > 0) {
			shuffle(all, random);
		}
		this.validation = Arrays.copyOf(all, kept);
		this.training = Arrays.copyOfRange(all, kept, all.length);
		// file order, so that the split alone is random where the order is not
		Arrays.sort(this.validation);
		Arrays.sort(this.training);
		this.variations = new RandomStreams(new RandomStreams(settings.seed()).stream(-1).nextLong());
		this.scaler = FeatureScaler.fit(counted());
	}

	/// Standard units of the playlists to learn from.
	FeatureScaler scaler() {
		return this.scaler;
	}

	/// Tracks that count of each playlist to learn from, `(F)` in natural units.
	List<double[][]> counted() {
		return Arrays.stream(this.training).mapToObj((index) -> this.dataset.examples().get(index).counted()).toList();
	}

	/// The playlists to learn from.
	PlaylistDataset learned() {
		return with(Arrays.stream(this.training).mapToObj((index) -> this.dataset.examples().get(index)).toList());
	}

	/// In how many of the playlists to learn from each word of the vocabulary is, in its
	/// order.
	Map<String, Integer> playlistsOfWords() {
		MoodVocabulary vocabulary = this.dataset.vocabulary();
		Map<String, Integer> playlists = new LinkedHashMap<>();
		vocabulary.moods().forEach((word) -> playlists.put(word, 0));
		for (int index : this.training) {
			this.dataset.examples()
				.get(index)
				.moods()
				.words()
				.stream()
				.flatMap(List::stream)
				.distinct()
				.forEach((word) -> playlists.merge(vocabulary.word(vocabulary.id(word).orElseThrow()).orElseThrow(), 1,
						Integer::sum));
		}
		return playlists;
	}

	/// Number of playlists to learn from.
	int playlists() {
		return this.training.length;
	}

	/// Steps of one epoch.
	int steps() {
		return batches(this.training);
	}

	boolean hasValidation() {
		return this.validation.length > 0;
	}

	/// The playlists to learn from in the order of an epoch and varied as the settings
	/// say, which depends on the seed and the epoch's number alone.
	Batches training(int epoch) {
		int[] order = this.training.clone();
		if (this.settings.shuffle()) {
			shuffle(order, this.orders.stream(epoch));
		}
		Augmentation augmentation = this.settings.augmentation();
		if (augmentation.equals(Augmentation.NONE)) {
			return new Batches(this.dataset, order);
		}
		List<PlaylistExample> varied = Arrays.stream(order)
			.mapToObj((index) -> augmentation.apply(this.dataset.examples().get(index), this.scaler,
					this.variations.stream((long) epoch * this.dataset.size() + index)))
			.toList();
		return new Batches(with(varied), IntStream.range(0, order.length).toArray());
	}

	/// The playlists kept for validation.
	Batches validation() {
		return new Batches(this.dataset, this.validation);
	}

	private PlaylistDataset with(List<PlaylistExample> examples) {
		return new PlaylistDataset(this.dataset.schema(), this.dataset.vocabulary(), examples, this.dataset.report());
	}

	/// At least one on each side where there is validation at all; none from a single
	/// playlist.
	private int validationSize(int playlists) {
		if (this.settings.validationShare() == 0 || playlists < Math.max(2, this.settings.validationFrom())) {
			return 0;
		}
		return Math.clamp(Math.round(playlists * this.settings.validationShare()), 1, playlists - 1);
	}

	private int batches(int[] playlists) {
		return Math.ceilDiv(playlists.length, this.settings.batchSize());
	}

	/// Fisher and Yates.
	private static void shuffle(int[] values, RandomGenerator random) {
		for (int i = values.length - 1; i > 0; i--) {
			int j = random.nextInt(i + 1);
			int swapped = values[i];
			values[i] = values[j];
			values[j] = swapped;
		}
	}

	/// Playlists in an order, cut into batches.
	final class Batches {

		private final PlaylistDataset playlists;

		private final int[] order;

		private Batches(PlaylistDataset playlists, int[] order) {
			this.playlists = playlists;
			this.order = order;
		}

		/// Number of playlists.
		int playlists() {
			return this.order.length;
		}

		/// Number of batches.
		int size() {
			return batches(this.order);
		}

		/// A batch by its number from 0, in natural units: the trainer scales as its
		/// configuration says.
		PlaylistBatch batch(int number) {
			int from = number * TrainingData.this.settings.batchSize();
			int to = Math.min(this.order.length, from + TrainingData.this.settings.batchSize());
			return this.playlists.batch(Arrays.copyOfRange(this.order, from, to), TrainingData.this.tokenizer,
					FeatureScaler.identity(TrainingData.this.settings.features().size()));
		}

	}

}
