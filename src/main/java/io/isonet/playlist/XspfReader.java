package io.isonet.playlist;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/// Reads one XSPF document. Elements that it does not know are passed over. Not thread-safe.
final class XspfReader {

	private static final int MOST_TEXT = 10_000;

	private static final int DEEPEST = 50;

	private static final List<String> TITLE = List.of("playlist", "title");

	private static final List<String> TRACK = List.of("playlist", "trackList", "track");

	private final InputStream in;

	/// Names of the elements that are open.
	private final List<String> open = new ArrayList<>();

	private final StringBuilder text = new StringBuilder();

	/// What is known of the track that is open, by element.
	private final Map<String, String> track = new HashMap<>();

	private final List<TrackList.Entry> entries = new ArrayList<>();

	private @Nullable String title;

	private long line = 1;

	XspfReader(InputStream in) {
		this.in = in;
	}

	TrackList read() throws IOException {
		try {
			XMLStreamReader xml = factory().createXMLStreamReader(this.in);
			while (xml.hasNext()) {
				int event = xml.next();
				this.line = xml.getLocation().getLineNumber();
				read(event, xml);
			}
			return new TrackList(this.title, this.entries);
		}
		catch (XMLStreamException ex) {
			if (ex.getNestedException() instanceof IOException cause) {
				throw cause;
			}
			long place = (ex.getLocation() == null) ? this.line : ex.getLocation().getLineNumber();
			throw new InvalidTrackListException(place, "This is not XML from here on.");
		}
	}

	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		return factory;
	}

	private void read(int event, XMLStreamReader xml) {
		switch (event) {
			case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE -> throw fault(
					"The document declares a type or entities of its own, which is not allowed; a playlist needs none.");
			case XMLStreamReader.START_ELEMENT -> begin(xml.getLocalName(), xml.getNamespaceURI());
			case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> append(xml.getText());
			case XMLStreamReader.END_ELEMENT -> end();
			default -> {
				// comments and the like say nothing
			}
		}
	}

	private void begin(String name, @Nullable String namespace) {
		if (this.open.isEmpty() && !(name.equals("playlist") && XspfFormat.NAMESPACE.equals(namespace))) {
			throw fault("The first element is not 'playlist' of " + XspfFormat.NAMESPACE + ".");
		}
		if (this.open.size() == DEEPEST) {
			throw fault("Elements lie at most " + DEEPEST + " deep in each other.");
		}
		this.open.add(name);
		this.text.setLength(0);
	}

	private void append(String piece) {
		if (this.text.length() + piece.length() > MOST_TEXT) {
			throw fault("A text has at most " + MOST_TEXT + " characters.");
		}
		this.text.append(piece);
	}

	private void end() {
		String whole = this.text.toString().strip();
		if (this.open.equals(TITLE)) {
			this.title = whole;
		}
		else if (this.open.equals(TRACK)) {
			add();
		}
		else if (!whole.isEmpty() && this.open.size() == TRACK.size() + 1
				&& this.open.subList(0, TRACK.size()).equals(TRACK)) {
			// the first of several locations is the preferred one
			this.track.putIfAbsent(this.open.getLast(), whole);
		}
		this.open.removeLast();
		this.text.setLength(0);
	}

	private void add() {
		String duration = this.track.get("duration");
		if (duration != null && !duration.matches("\\d{1,9}")) {
			throw fault("A duration is a number of milliseconds.");
		}
		TrackList.Entry entry = new TrackList.Entry(Addresses.id(this.track.get("identifier")),
				this.track.get("location"), this.track.get("title"), this.track.get("creator"), this.track.get("album"),
				(duration == null) ? null : Integer.valueOf(duration));
		if (entry.isEmpty()) {
			throw fault("A track has a location, an identifier or a title.");
		}
		if (this.entries.size() == TrackList.MOST_ENTRIES) {
			throw fault("A playlist has at most " + TrackList.MOST_ENTRIES + " tracks.");
		}
		this.entries.add(entry);
		this.track.clear();
	}

	private InvalidTrackListException fault(String detail) {
		return new InvalidTrackListException(this.line, detail);
	}

}
