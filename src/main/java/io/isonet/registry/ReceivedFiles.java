package io.isonet.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import io.isonet.problem.Excerpt;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;

/// The files of a version as a request brings them: as a zip, as parts that are named
/// like the files, as parts `file` whose file names count, or as a zip in a part `archive`. Nothing beyond the limit is read.
/// Stateless.
final class ReceivedFiles {

	private static final String ARCHIVE = "archive";

	private static final String FILE = "file";

	private ReceivedFiles() {
	}

	/// Content by the name of the file.
	/// @throws InvalidArchiveException where this is no set of files
	/// @throws io.isonet.problem.ProblemException where there is too much of it: 413
	/// `too-large`
	static Map<String, byte[]> of(HttpServletRequest request, ImportLimit limit) throws IOException, ServletException {
		String type = request.getContentType();
		if (type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length())) {
			return ofParts(request, limit);
		}
		limit.check(request.getContentLengthLong());
		return ofZip(limit.read(request.getInputStream()), limit);
	}

	private static Map<String, byte[]> ofParts(HttpServletRequest request, ImportLimit limit)
			throws IOException, ServletException {
		limit.check(request.getParts().stream().mapToLong(Part::getSize).sum());
		Map<String, byte[]> files = new LinkedHashMap<>();
		for (Part part : request.getParts()) {
			try (InputStream content = part.getInputStream()) {
				String name = name(part);
				if (files.putIfAbsent(name, content.readAllBytes()) != null) {
					throw new InvalidArchiveException("The part " + Excerpt.of(name) + " stands more than once.");
				}
			}
		}
		byte[] archive = files.remove(ARCHIVE);
		if (archive == null) {
			return files;
		}
		if (!files.isEmpty()) {
			throw new InvalidArchiveException("Beside the part 'archive' there is no other: it has all files in it.");
		}
		return ofZip(archive, limit);
	}

	/// `-F file=@config.json` says as much as `-F config.json=@config.json`.
	private static String name(Part part) {
		String fileName = part.getSubmittedFileName();
		return (part.getName().equals(FILE) && fileName != null) ? fileName : part.getName();
	}

	/// The files may lie in directories, as `<model>/<number>/` in an export; what these
	/// are called counts for nothing.
	private static Map<String, byte[]> ofZip(byte[] zip, ImportLimit limit) {
		Map<String, byte[]> files = new LinkedHashMap<>();
		String common = null;
		for (Map.Entry<String, byte[]> file : ZipFiles.read(zip, limit).entrySet()) {
			int slash = file.getKey().lastIndexOf('/');
			String directory = file.getKey().substring(0, slash + 1);
			if (common != null && !directory.equals(common)) {
				throw new InvalidArchiveException("The files lie in several directories, " + Excerpt.of(common)
						+ " and " + Excerpt.of(directory) + "; a zip has the files of one version, in one directory.");
			}
			if (directory.chars().filter((letter) -> letter == '/').count() > 2) {
				throw new InvalidArchiveException("The files lie too deep, in " + Excerpt.of(directory)
						+ ": they are called <model>/<number>/<file>, or lie at the root of the zip.");
			}
			common = directory;
			files.put(file.getKey().substring(slash + 1), file.getValue());
		}
		return files;
	}

}
