package io.isonet.audio;

/// The sound that belongs at each position of a playlist.
///
/// @param schema names, units and ranges of the columns
/// @param rows one row per position, one column per feature, in natural units; not copied
public record Trajectory(FeatureSchema schema, float[][] rows) {

	public Trajectory {
		for (float[] row : rows) {
			if (row.length != schema.size()) {
				throw new IllegalArgumentException("a row has " + row.length + " features, not " + schema.size());
			}
		}
	}

	/// Number of positions.
	public int length() {
		return this.rows.length;
	}

}
