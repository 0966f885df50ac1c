package io.isonet.catalog;

import java.util.List;

/// The features of many tracks as columns in memory, in blocks that a scan reads from cache. Immutable but for [#set], which
/// whoever makes one calls before it is read by others.
///
/// Two features go round: key, in octaves as the share `key / 12`, NaN where none was found; and tempo as the fractional part of its
/// binary logarithm, so that half and double the tempo are one. The others stand in their natural units.
final class FeatureColumns {

	/// Tracks of a block.
	static final int BLOCK = 1024;

	static final int KEY = TrackField.FEATURES.indexOf(TrackField.KEY);

	static final int TEMPO = TrackField.FEATURES.indexOf(TrackField.TEMPO);

	private static final int FEATURES = TrackField.FEATURES.size();

	private final int size;

	/// By block: a column of each feature.
	private final float[][] blocks;

	FeatureColumns(int size) {
		this.size = size;
		this.blocks = new float[Math.ceilDiv(size, BLOCK)][FEATURES * BLOCK];
	}

	static FeatureColumns of(List<float[]> features) {
		FeatureColumns columns = new FeatureColumns(features.size());
		for (int i = 0; i < features.size(); i++) {
			columns.set(i, features.get(i));
		}
		return columns;
	}

	/// @param features in natural units
	void set(int track, float[] features) {
		float[] block = this.blocks[track / BLOCK];
		for (int f = 0; f < FEATURES; f++) {
			block[f * BLOCK + track % BLOCK] = coordinate(f, features[f]);
		}
	}

	int size() {
		return this.size;
	}

	int blocks() {
		return this.blocks.length;
	}

	/// `(FEATURES * BLOCK)`, a column after the other. Not copied.
	float[] block(int index) {
		return this.blocks[index];
	}

	/// Tracks in a block, fewer than [#BLOCK] in the last.
	int tracksIn(int block) {
		return Math.min(BLOCK, this.size - block * BLOCK);
	}

	/// The value at which a feature stands in its column.
	static float coordinate(int feature, double value) {
		if (feature == KEY) {
			return (float) (value / 12);
		}
		if (feature == TEMPO) {
			double octaves = Math.log(value) / Math.log(2);
			return (float) (octaves - Math.floor(octaves));
		}
		return (float) value;
	}

	/// Whether the distance of two values is the shorter way round from 0 to 1.
	static boolean isRound(int feature) {
		return feature == KEY || feature == TEMPO;
	}

}
