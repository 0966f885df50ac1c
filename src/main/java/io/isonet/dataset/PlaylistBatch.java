package io.isonet.dataset;

/// Playlists padded to one length: `B` playlists, `S` token slots, `T` longest length,
/// `F` features.
///
/// The arrays are not copied.
///
/// @param tokens `[B][S]` token ids
/// @param lengths `[B]` number of tracks of each playlist, 1 to `T`
/// @param features `[B][T][F]`, 0 past each playlist's end; an empty row in place of a
/// track that counts for nothing
public record PlaylistBatch(int[][] tokens, int[] lengths, double[][][] features) {

	public PlaylistBatch {
		if (tokens.length != lengths.length || features.length != lengths.length) {
			throw new IllegalArgumentException("a batch of " + tokens.length + " journeys, " + lengths.length
					+ " lengths and " + features.length + " playlists");
		}
	}

	/// Number of playlists `B`.
	public int size() {
		return this.lengths.length;
	}

}
