package io.isonet.playlist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Extended M3U in UTF-8: `#EXTINF:seconds,artist - title` above each location. A track without a location stands there with its id. Ids,
/// albums and milliseconds are not part of the form.
final class M3u8Format implements TrackListFormat {

	private static final String HEADER = "#EXTM3U";

	private static final String TITLE = "#PLAYLIST:";

	private static final String TRACK = "#EXTINF:";

	private static final String BETWEEN = " - ";

	@Override
	public String mediaType() {
		return "application/vnd.apple.mpegurl";
	}

	@Override
	public void write(TrackList list, OutputStream out) throws IOException {
		StringBuilder text = new StringBuilder(HEADER).append('\n');
		if (list.title() != null) {
			text.append(TITLE).append(oneLine(list.title())).append('\n');
		}
		for (TrackList.Entry entry : list.entries()) {
			long seconds = (entry.durationMillis() == null) ? -1 : Math.round(entry.durationMillis() / 1000.);
			text.append(TRACK).append(seconds).append(',').append(oneLine(name(entry))).append('\n');
			text.append(oneLine(place(entry))).append('\n');
		}
		out.write(text.toString().getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static String name(TrackList.Entry entry) {
		String title = (entry.title() == null) ? "" : entry.title();
		return (entry.artist() == null) ? title : entry.artist() + BETWEEN + title;
	}

	private static String place(TrackList.Entry entry) {
		if (entry.location() != null) {
			return entry.location();
		}
		return (entry.id() != null) ? entry.id() : name(entry);
	}

	/// What would end the line, or make it a comment, does neither.
	private static String oneLine(String text) {
		String line = text.replaceAll("\\R", " ").strip();
		return line.startsWith("#") ? " " + line : line;
	}

	@Override
	public TrackList read(InputStream in) throws IOException {
		BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
		List<TrackList.Entry> entries = new ArrayList<>();
		String title = null;
		Described described = Described.NOTHING;
		long number = 0;
		try {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				number++;
				String text = line.replace("\uFEFF", "").strip();
				if (text.startsWith(TITLE)) {
					title = text.substring(TITLE.length()).strip();
				}
				else if (text.startsWith(TRACK)) {
					described = Described.of(text.substring(TRACK.length()), number);
				}
				else if (!text.isEmpty() && !text.startsWith("#")) {
					entries.add(described.at(text));
					described = Described.NOTHING;
				}
				if (entries.size() > TrackList.MOST_ENTRIES) {
					throw new InvalidTrackListException(number,
							"A playlist has at most " + TrackList.MOST_ENTRIES + " tracks.");
				}
			}
		}
		catch (CharacterCodingException ex) {
			throw new InvalidTrackListException(number + 1, "The text is not UTF-8 from here on.");
		}
		return new TrackList(title, entries);
	}

	/// What stands above a location.
	private record Described(@Nullable Integer durationMillis, @Nullable String artist, @Nullable String title) {

		static final Described NOTHING = new Described(null, null, null);

		static Described of(String text, long line) {
			int comma = text.indexOf(',');
			String number = ((comma < 0) ? text : text.substring(0, comma)).strip().split("\\s")[0];
			if (!number.matches("-?\\d{1,7}(\\.\\d{1,9})?")) {
				throw new InvalidTrackListException(line, "#EXTINF: is followed by a number of seconds and a comma.");
			}
			double seconds = Double.parseDouble(number);
			String name = (comma < 0) ? "" : text.substring(comma + 1).strip();
			int between = name.indexOf(BETWEEN);
			return new Described((seconds < 0 || seconds > 2_000_000) ? null : (int) Math.round(seconds * 1000),
					(between < 0) ? null : name.substring(0, between).strip(),
					name.isEmpty() ? null : name.substring((between < 0) ? 0 : between + BETWEEN.length()).strip());
		}

		TrackList.Entry at(String place) {
			boolean isAddress = place.contains(":") || place.contains("/") || place.contains("\\")
					|| place.contains(".");
			return new TrackList.Entry(isAddress ? null : place, isAddress ? place : null, this.title, this.artist,
					null, this.durationMillis);
		}

	}

}
