package io.isonet.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemException;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// The files of a zip that a stranger sent. Kinds, names and sizes of all entries are
/// checked before anything is unpacked, and nothing unpacks to more than it says.
/// Stateless.
final class ZipFiles {

	/// More than any version has, with its directories.
	private static final int MOST_ENTRIES = 100;

	/// What an entry of the directory begins with.
	private static final byte[] ENTRY = { 'P', 'K', 1, 2 };

	private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

	private static final Set<String> NO_NAMES = Set.of("", ".", "..");

	private ZipFiles() {
	}

	/// Unpacks a zip.
	/// @param limit for the files together
	/// @return content by path, without directories
	/// @throws InvalidArchiveException where the zip breaks a rule
	/// @throws ProblemException where it unpacks to more than the limit: 413 `too-large`
	static Map<String, byte[]> read(byte[] zip, ImportLimit limit) {
		checkCount(zip);
		try (ZipFile archive = ZipFile.builder()
			.setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
			.setUseUnicodeExtraFields(false)
			.get()) {
			List<ZipArchiveEntry> entries = Collections.list(archive.getEntries());
			entries.forEach(ZipFiles::checkKind);
			checkNames(entries);
			checkSizes(entries, limit);
			Map<String, byte[]> contents = new LinkedHashMap<>();
			for (ZipArchiveEntry entry : entries) {
				if (!entry.isDirectory()) {
					contents.put(entry.getName(), content(archive, entry));
				}
			}
			return contents;
		}
		catch (ProblemException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			// the library's words are for programmers, and it throws what it happens to
			throw new InvalidArchiveException("This is no zip, or a damaged one.");
		}
	}

	/// The library takes in all entries that it finds, at many times their size.
	private static void checkCount(byte[] zip) {
		int count = 0;
		for (int at = 0; at <= zip.length - ENTRY.length; at++) {
			if (Arrays.equals(zip, at, at + ENTRY.length, ENTRY, 0, ENTRY.length)) {
				count++;
			}
		}
		if (count > MOST_ENTRIES) {
			throw new InvalidArchiveException(
					"The zip has " + count + " entries; a version has at most " + MOST_ENTRIES + ".");
		}
	}

	/// That it is a plain file, or a directory, which anyone can unpack.
	private static void checkKind(ZipArchiveEntry entry) {
		int kind = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
		if (kind != 0 && kind != (entry.isDirectory() ? UnixStat.DIR_FLAG : UnixStat.FILE_FLAG)) {
			throw refused(entry, "is a link, or something else that is no plain file");
		}
		if (entry.getGeneralPurposeBit().usesEncryption()) {
			throw refused(entry, "is encrypted");
		}
		if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
			throw refused(entry, "is packed with method " + entry.getMethod() + ", known are stored and deflated");
		}
		if (entry.isDirectory() && entry.getSize() > 0) {
			throw refused(entry, "is a directory with content");
		}
	}

	private static void checkNames(List<ZipArchiveEntry> entries) {
		Set<String> seen = new HashSet<>();
		for (ZipArchiveEntry entry : entries) {
			String name = entry.getName();
			String path = entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
			// the library turns a backslash of Windows into a slash
			String raw = new String(entry.getRawName(), StandardCharsets.ISO_8859_1);
			boolean leadsOut = raw.indexOf('\\') >= 0 || DRIVE.matcher(path).matches()
					|| path.chars().anyMatch(Character::isISOControl)
					|| Arrays.stream(path.split("/", -1)).anyMatch(NO_NAMES::contains);
			if (leadsOut) {
				throw refused(entry,
						"has a path that is not plain: names with '/' between them, relative, without '..'");
			}
			if (!seen.add(path.toLowerCase(Locale.ROOT))) {
				throw refused(entry, "stands twice in the zip, case aside");
			}
		}
	}

	/// One by one first, so that the sum is one of small numbers.
	private static void checkSizes(List<ZipArchiveEntry> entries, ImportLimit limit) {
		entries.stream().mapToLong(ZipArchiveEntry::getSize).forEach(limit::check);
		limit.check(entries.stream().mapToLong(ZipArchiveEntry::getSize).sum());
	}

	private static byte[] content(ZipFile archive, ZipArchiveEntry entry) throws IOException {
		CRC32 check = new CRC32();
		try (InputStream in = new CheckedInputStream(archive.getInputStream(entry), check)) {
			byte[] content = in.readNBytes(Math.toIntExact(entry.getSize()));
			if (content.length < entry.getSize() || in.read() >= 0) {
				throw refused(entry, "does not unpack to the " + entry.getSize() + " bytes that it says");
			}
			if (check.getValue() != entry.getCrc()) {
				throw refused(entry, "is damaged: its CRC-32 is another");
			}
			return content;
		}
	}

	private static InvalidArchiveException refused(ZipArchiveEntry entry, String reason) {
		return new InvalidArchiveException("The entry " + Excerpt.of(entry.getName()) + " " + reason + ".");
	}

}
