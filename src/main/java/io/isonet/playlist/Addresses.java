package io.isonet.playlist;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/// Ids and locations as URIs, which is how XSPF and JSPF have them, and back.
final class Addresses {

	private static final String TRACK = "urn:isonet:track:";

	private Addresses() {
	}

	/// A catalogue's id as a URI, null for null.
	static @Nullable String identifier(@Nullable String id) {
		return (id == null) ? null : TRACK + encoded(id);
	}

	/// The id of an identifier: what stands behind the service's own prefix, else the
	/// whole.
	static @Nullable String id(@Nullable String identifier) {
		return (identifier != null && identifier.startsWith(TRACK)) ? decoded(identifier.substring(TRACK.length()))
				: identifier;
	}

	/// A location as a URI: a path with blanks is encoded, what is a URI stays as it is.
	static @Nullable String location(@Nullable String location) {
		return (location == null || isUri(location)) ? location : encoded(location);
	}

	private static boolean isUri(String text) {
		try {
			new URI(text);
			return true;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static String encoded(String text) {
		try {
			return new URI(null, null, "/" + text, null).toASCIIString().substring(1).replace(":", "%3A");
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static String decoded(String text) {
		try {
			String path = new URI("/" + text).getPath();
			return (path == null) ? text : path.substring(1);
		}
		catch (URISyntaxException ex) {
			return text;
		}
	}

}
