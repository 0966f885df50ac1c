package io.isonet.playlist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.jspecify.annotations.Nullable;

/// XML Shareable Playlist Format, version 1 (xspf.org). An id of a catalogue stands as the identifier `urn:isonet:track:ID`. A document type is refused,
/// and with it every entity of its own.
final class XspfFormat implements TrackListFormat {

	static final String NAMESPACE = "http://xspf.org/ns/0/";

	@Override
	public String mediaType() {
		return "application/xspf+xml";
	}

	@Override
	public void write(TrackList list, OutputStream out) throws IOException {
		try {
			XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory()
				.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
			xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
			xml.writeStartElement("playlist");
			xml.writeDefaultNamespace(NAMESPACE);
			xml.writeAttribute("version", "1");
			write(xml, "title", list.title());
			xml.writeStartElement("trackList");
			for (TrackList.Entry entry : list.entries()) {
				write(xml, entry);
			}
			xml.writeEndElement();
			xml.writeEndElement();
			xml.writeEndDocument();
			xml.flush();
		}
		catch (XMLStreamException ex) {
			throw new IOException(ex);
		}
	}

	private static void write(XMLStreamWriter xml, TrackList.Entry entry) throws XMLStreamException {
		xml.writeStartElement("track");
		write(xml, "location", Addresses.location(entry.location()));
		write(xml, "identifier", Addresses.identifier(entry.id()));
		write(xml, "title", entry.title());
		write(xml, "creator", entry.artist());
		write(xml, "album", entry.album());
		write(xml, "duration", (entry.durationMillis() == null) ? null : entry.durationMillis().toString());
		xml.writeEndElement();
	}

	private static void write(XMLStreamWriter xml, String element, @Nullable String text) throws XMLStreamException {
		if (text != null) {
			xml.writeStartElement(element);
			xml.writeCharacters(allowed(text));
			xml.writeEndElement();
		}
	}

	/// Without the characters that no XML may hold.
	private static String allowed(String text) {
		StringBuilder allowed = new StringBuilder();
		text.codePoints()
			.filter((c) -> c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF)
					|| (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000)
			.forEach(allowed::appendCodePoint);
		return allowed.toString();
	}

	@Override
	public TrackList read(InputStream in) throws IOException {
		return new XspfReader(in).read();
	}

}
