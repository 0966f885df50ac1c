package io.isonet.network;

/// How many bytes the fused passes take in a training, at most: what [Tape],
/// [TapeChanges], the words of each journey and [FusedTrainer] reserve, and the batch that
/// they read. Threads share all of it and have nothing of their own. Stateless.
public final class FusedMemory {

	/// What Java adds to the objects and arrays of one journey.
	private static final long OBJECTS_OF_A_JOURNEY = 800;

	/// What Java adds to the targets of one track, an array of their own.
	private static final long ARRAY = 24;

	private FusedMemory() {
	}

	/// Bytes of a step.
	/// @param journeys `B`
	/// @param longest `T`; the shorter ones are counted as if they were as long
	/// @param dropping whether there is dropout
	public static long step(IsoNetConfig config, int journeys, int longest, boolean dropping) {
		PackedLayout layout = new PackedLayout(config);
		long rows = (long) journeys * longest;
		return rows * bytesOfARow(config, layout, dropping)
				+ journeys * (bytesOfAJourney(config, layout) + bytesOfWords(config, layout));
	}

	/// Bytes of the weights, their gradient, the optimizer's averages, and the transposed
	/// weights of [FusedGradient].
	public static long weights(IsoNetConfig config) {
		PackedLayout layout = new PackedLayout(config);
		long h = layout.hiddenWidth;
		long e = layout.embeddingWidth;
		long transposed = layout.hiddenRows * h + 4 * h * e + layout.featuresWidth * h + layout.attentionWidth * e
				+ config.slots() * 2 * h * e;
		return Float.BYTES * (4L * layout.size + layout.hiddenRows + transposed);
	}

	private static long bytesOfARow(IsoNetConfig config, PackedLayout layout, boolean dropping) {
		long h = layout.hiddenWidth;
		long tape = 3 * h + layout.hiddenRows + layout.embeddingWidth + Lanes.padded(layout.inputs)
				+ Lanes.padded(config.slots()) + layout.featuresWidth;
		long changes = layout.featuresWidth + 2 * h + (dropping ? 2 * h : 0);
		// where a longer batch comes, an array goes when a longer one has been made
		long outgrown = layout.hiddenRows;
		long share = Double.BYTES;
		long mask = dropping ? (long) Double.BYTES * config.hiddenSize() : 0;
		long targets = (long) Double.BYTES * config.features() + ARRAY;
		return Float.BYTES * (tape + changes + outgrown) + share + mask + targets;
	}

	private static long bytesOfAJourney(IsoNetConfig config, PackedLayout layout) {
		long h = layout.hiddenWidth;
		long tape = 4 * h;
		long changes = 2 * h + layout.embeddingWidth + layout.attentionWidth;
		long tokens = (long) Integer.BYTES * config.slots();
		return Float.BYTES * (tape + changes) + tokens + OBJECTS_OF_A_JOURNEY;
	}

	/// Of [JourneyWords] and [WordChanges], where every slot has a word of its own.
	private static long bytesOfWords(IsoNetConfig config, PackedLayout layout) {
		long words = Lanes.padded(Math.min(config.slots(), config.vocabularySize()));
		long forward = layout.embeddingWidth + layout.attentionWidth + config.attentionSize();
		long backward = layout.embeddingWidth + layout.attentionWidth + config.embeddingSize();
		long scores = 3L * Lanes.padded(config.slots());
		long slots = 2L * (Integer.BYTES + Double.BYTES) * config.slots();
		long states = (long) (Integer.BYTES + Double.BYTES) * config.maxStates();
		return Float.BYTES * (words * (forward + backward) + scores) + slots + states;
	}

}
