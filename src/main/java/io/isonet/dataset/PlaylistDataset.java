package io.isonet.dataset;

import java.util.Arrays;
import java.util.List;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;

/// Labelled playlists, ready to learn from. Immutable.
///
/// @param schema names, order and units of the features
/// @param vocabulary every word that the moods use, and perhaps more
/// @param examples the playlists in the order of their file
/// @param report what the file held and what was left out
public record PlaylistDataset(FeatureSchema schema, MoodVocabulary vocabulary, List<PlaylistExample> examples,
		DataReport report) {

	private static final double[] NOTHING = {};

	public PlaylistDataset {
		examples = List.copyOf(examples);
	}

	/// Number of playlists.
	public int size() {
		return this.examples.size();
	}

	/// Pads playlists to the length of the longest among them.
	/// @param indices positions in [#examples()], one or more
	/// @param tokenizer lays out the moods; its vocabulary may be another than this one
	/// @param scaler maps features to standard units, or is the identity to keep natural
	/// ones
	/// @throws io.isonet.mood.UnknownMoodException if the tokenizer lacks a word
	/// @throws io.isonet.mood.InvalidMoodsException if a journey does not fit into the
	/// tokenizer's slots
	public PlaylistBatch batch(int[] indices, MoodTokenizer tokenizer, FeatureScaler scaler) {
		if (scaler.size() != this.schema.size()) {
			throw new IllegalArgumentException(
					"the scaler has " + scaler.size() + " features, the data " + this.schema.size());
		}
		int[] lengths = Arrays.stream(indices).map((index) -> this.examples.get(index).length()).toArray();
		int longest = Arrays.stream(lengths)
			.max()
			.orElseThrow(() -> new IllegalArgumentException("a batch of nothing"));
		int[][] tokens = new int[indices.length][];
		double[][][] features = new double[indices.length][longest][this.schema.size()];
		for (int b = 0; b < indices.length; b++) {
			PlaylistExample example = this.examples.get(indices[b]);
			tokens[b] = tokenizer.encode(example.moods());
			for (int t = 0; t < lengths[b]; t++) {
				if (!example.counts(t)) {
					features[b][t] = NOTHING;
					continue;
				}
				for (int f = 0; f < this.schema.size(); f++) {
					features[b][t][f] = scaler.standard(f, example.features()[t][f]);
				}
			}
		}
		return new PlaylistBatch(tokens, lengths, features);
	}

}
