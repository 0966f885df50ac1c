package io.isonet.training;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/// Playlists as a multipart request brings them. Arrays are not copied.
///
/// @param file CSV
/// @param vocabulary word -> token id as JSON, null where there is none
/// @param settings JSON, empty where there are none
record PlaylistUpload(Upload file, byte @Nullable [] vocabulary, byte[] settings) {

	private static final Set<String> PARTS = new TreeSet<>(Set.of("file", "vocabulary", "settings"));

	/// Parts of JSON are read as a whole.
	private static final int LARGEST_JSON = 1 << 20;

	/// Reads the parts but the file.
	/// @throws ProblemException if a part is missing, unknown, twice or too large
	static PlaylistUpload of(HttpServletRequest request) throws IOException, ServletException {
		checkParts(request);
		Part file = part(request, "file");
		if (file == null) {
			throw invalidUpload("The part 'file' is missing: the CSV of playlists, as in curl -F file=@playlists.csv.");
		}
		byte[] vocabulary = bytes(part(request, "vocabulary"));
		return new PlaylistUpload(new UploadedPart(file), (vocabulary.length > 0) ? vocabulary : null,
				bytes(part(request, "settings")));
	}

	private static void checkParts(HttpServletRequest request) throws IOException, ServletException {
		List<String> unknown = request.getParts()
			.stream()
			.map(Part::getName)
			.filter((name) -> !PARTS.contains(name))
			.distinct()
			.limit(10)
			.map(Excerpt::unquoted)
			.toList();
		if (!unknown.isEmpty()) {
			throw invalidUpload(
					"Unknown part '" + String.join("', '", unknown) + "', known are " + String.join(", ", PARTS) + ".");
		}
		Set<String> twice = request.getParts()
			.stream()
			.collect(Collectors.groupingBy(Part::getName, Collectors.counting()))
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > 1)
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
		if (!twice.isEmpty()) {
			throw invalidUpload("The part '" + String.join("', '", twice) + "' stands more than once.");
		}
	}

	/// A part that is there and not empty; a page sends an empty one for a file that was
	/// not chosen.
	private static @Nullable Part part(HttpServletRequest request, String name) throws IOException, ServletException {
		Part part = request.getPart(name);
		boolean chosen = part != null && (part.getSize() > 0 || name.equals("file"));
		return chosen ? part : null;
	}

	private static byte[] bytes(@Nullable Part part) throws IOException {
		if (part == null) {
			return new byte[0];
		}
		if (part.getSize() > LARGEST_JSON) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"The part '" + part.getName() + "' is larger than " + LARGEST_JSON + " bytes.");
		}
		try (InputStream in = part.getInputStream()) {
			return in.readAllBytes();
		}
	}

	private static ProblemException invalidUpload(String detail) {
		return new ProblemException(ProblemType.INVALID_UPLOAD, detail,
				List.of(new ProblemError(null, null, null, detail, List.copyOf(PARTS))));
	}

	private record UploadedPart(Part part) implements Upload {

		@Override
		public InputStream open() throws IOException {
			return this.part.getInputStream();
		}

		@Override
		public long size() {
			return this.part.getSize();
		}

	}

}
