package io.isonet.playlist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A form in which players read playlists. Each reads what it writes. Stateless.
interface TrackListFormat {

	/// Of the answer, without parameters.
	String mediaType();

	/// Writes in UTF-8 and flushes; the caller closes.
	void write(TrackList list, OutputStream out) throws IOException;

	/// Reads a list of [TrackList#MOST_ENTRIES] at most to its end; the caller closes,
	/// and bounds its size.
	/// @throws InvalidTrackListException if it is not of this form
	TrackList read(InputStream in) throws IOException;

}
