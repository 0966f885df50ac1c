package io.isonet.playlist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON Shareable Playlist Format: XSPF's elements as JSON (xspf.org/jspf).
final class JspfFormat implements TrackListFormat {

	private final JsonMapper mapper = JsonMapper.builder()
		.disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	@Override
	public String mediaType() {
		return "application/jspf+json";
	}

	@Override
	public void write(TrackList list, OutputStream out) throws IOException {
		List<@Nullable Track> tracks = new ArrayList<>();
		list.entries().forEach((entry) -> tracks.add(Track.of(entry)));
		this.mapper.writeValue(out, new Document(new Playlist(list.title(), tracks)));
		out.flush();
	}

	@Override
	public TrackList read(InputStream in) throws IOException {
		Document document;
		try {
			document = this.mapper.readValue(in, Document.class);
		}
		catch (JacksonException ex) {
			long line = (ex.getLocation() == null) ? 1 : Math.max(1, ex.getLocation().getLineNr());
			throw new InvalidTrackListException(line,
					"This is not JSON of the form {\"playlist\": {\"track\": [...]}} from here on.");
		}
		if (document == null || document.playlist() == null || document.playlist().track() == null) {
			throw new InvalidTrackListException("The document has no \"playlist\" with a \"track\" list.");
		}
		List<@Nullable Track> tracks = document.playlist().track();
		if (tracks.size() > TrackList.MOST_ENTRIES) {
			throw new InvalidTrackListException(
					"A playlist has at most " + TrackList.MOST_ENTRIES + " tracks, not " + tracks.size() + ".");
		}
		return new TrackList(document.playlist().title(), tracks.stream().map(JspfFormat::entry).toList());
	}

	private static TrackList.Entry entry(@Nullable Track track) {
		TrackList.Entry entry = (track == null) ? null : track.entry();
		if (entry == null || entry.isEmpty()) {
			throw new InvalidTrackListException("Each track has a location, an identifier or a title.");
		}
		return entry;
	}

	private record Document(@Nullable Playlist playlist) {

	}

	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	private record Playlist(@Nullable String title, @JsonInclude @Nullable List<@Nullable Track> track) {

	}

	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	private record Track(@Nullable List<String> location, @Nullable List<String> identifier, @Nullable String title,
			@Nullable String creator, @Nullable String album, @Nullable Integer duration) {

		static Track of(TrackList.Entry entry) {
			return new Track(list(Addresses.location(entry.location())), list(Addresses.identifier(entry.id())),
					entry.title(), entry.artist(), entry.album(), entry.durationMillis());
		}

		TrackList.Entry entry() {
			return new TrackList.Entry(Addresses.id(first(this.identifier)), first(this.location), this.title,
					this.creator, this.album, (this.duration == null || this.duration < 0) ? null : this.duration);
		}

		private static @Nullable List<String> list(@Nullable String text) {
			return (text == null) ? null : List.of(text);
		}

		private static @Nullable String first(@Nullable List<String> texts) {
			return (texts == null || texts.isEmpty()) ? null : texts.getFirst();
		}

	}

}
