package io.isonet.registry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.isonet.problem.Excerpt;

/// The files of a zip that a stranger sent (APPNOTE.TXT 6.3.10, without Zip64).
///
/// Stricter than any library: every byte of the zip belongs to exactly one entry or to
/// its directory, an entry says the same of itself in both places, and all names and
/// sizes are checked before anything is unpacked. So two readers cannot see two different
/// zips, entries cannot share their data, and nothing unpacks to more than it says.
/// Stateless.
final class ZipFiles {

	/// More than any version has, with its directories.
	private static final int MOST_ENTRIES = 100;

	private static final int LOCAL_SIGNATURE = 0x04034b50;

	private static final int LOCAL_HEADER = 30;

	private static final int DIRECTORY_SIGNATURE = 0x02014b50;

	private static final int DIRECTORY_HEADER = 46;

	private static final int END_SIGNATURE = 0x06054b50;

	private static final int END = 22;

	private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;

	private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

	private static final Set<String> NO_NAMES = Set.of("", ".", "..");

	private final ByteBuffer zip;

	private ZipFiles(byte[] zip) {
		this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
	}

	/// Unpacks a zip.
	/// @param limit for the files together
	/// @return content by path, without directories
	/// @throws InvalidArchiveException where the zip breaks a rule
	/// @throws io.isonet.problem.ProblemException where it unpacks to more than the
	/// limit: 413 `too-large`
	static Map<String, byte[]> read(byte[] zip, ImportLimit limit) {
		ZipFiles files = new ZipFiles(zip);
		List<ZipMember> entries = files.directory();
		checkNames(entries);
		limit.check(entries.stream().mapToLong(ZipMember::size).sum());
		files.checkPlaces(entries);
		Map<String, byte[]> contents = new LinkedHashMap<>();
		for (ZipMember entry : entries) {
			byte[] content = files.content(entry);
			if (!entry.isDirectory()) {
				contents.put(entry.name(), content);
			}
		}
		return contents;
	}

	private List<ZipMember> directory() {
		int end = this.zip.capacity() - END;
		if (end < 0 || u32(end) != END_SIGNATURE) {
			throw new InvalidArchiveException("This is no zip, or not all of one: a zip ends with the end of its "
					+ "directory, without a comment or anything else behind it.");
		}
		int count = u16(end + 10);
		long begin = u32(end + 16);
		if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != count || u16(end + 20) != 0) {
			throw new InvalidArchiveException("The zip is one of several parts, or has a comment.");
		}
		if (count > MOST_ENTRIES) {
			throw new InvalidArchiveException(
					"The zip has " + count + " entries; a version has at most " + MOST_ENTRIES + ".");
		}
		if (begin + u32(end + 12) != end) {
			throw new InvalidArchiveException("The directory of the zip is not where its end says.");
		}
		List<ZipMember> entries = new ArrayList<>();
		int at = (int) begin;
		for (int i = 0; i < count; i++) {
			ZipMember entry = entry(at, end);
			entries.add(entry);
			at = entry.next();
		}
		if (at != end) {
			throw new InvalidArchiveException("The directory of the zip has more in it than its entries.");
		}
		return entries;
	}

	private ZipMember entry(int at, int end) {
		if (at + DIRECTORY_HEADER > end || u32(at) != DIRECTORY_SIGNATURE) {
			throw new InvalidArchiveException("The directory of the zip is damaged.");
		}
		int nameLength = u16(at + 28);
		int next = at + DIRECTORY_HEADER + nameLength + u16(at + 30) + u16(at + 32);
		if (next > end) {
			throw new InvalidArchiveException("The directory of the zip is damaged.");
		}
		String name = text(at + DIRECTORY_HEADER, nameLength);
		ZipMember entry = new ZipMember(name, u16(at + 8), u16(at + 10), u32(at + 16), u32(at + 20), u32(at + 24),
				u32(at + 42), next);
		entry.checkKind((int) (u32(at + 38) >>> 16));
		if (u16(at + 34) != 0) {
			throw entry.refused("lies in another part of the zip");
		}
		return entry;
	}

	private static void checkNames(List<ZipMember> entries) {
		Set<String> seen = new HashSet<>();
		for (ZipMember entry : entries) {
			String path = entry.isDirectory() ? entry.name().substring(0, entry.name().length() - 1) : entry.name();
			boolean leadsOut = path.indexOf('\\') >= 0 || DRIVE.matcher(path).matches()
					|| path.chars().anyMatch(Character::isISOControl)
					|| Arrays.stream(path.split("/", -1)).anyMatch(NO_NAMES::contains);
			if (leadsOut) {
				throw entry
					.refused("has a path that is not plain: names with '/' between them, relative, without '..'");
			}
			if (!seen.add(path.toLowerCase(Locale.ROOT))) {
				throw entry.refused("stands twice in the zip, case aside");
			}
		}
	}

	/// That the entries fill the zip up to its directory, one behind the other, and that
	/// each says of itself what the directory says of it.
	private void checkPlaces(List<ZipMember> entries) {
		long position = 0;
		for (ZipMember entry : entries.stream().sorted(Comparator.comparingLong(ZipMember::offset)).toList()) {
			if (entry.offset() != position) {
				throw entry.refused("does not begin where the one before it ends");
			}
			position = end(entry);
		}
		if (position != u32(this.zip.capacity() - END + 16)) {
			throw new InvalidArchiveException("Before the directory of the zip stands something that is no entry.");
		}
	}

	/// Where an entry ends.
	private long end(ZipMember entry) {
		int at = (int) entry.offset();
		boolean described = entry.isDescribed();
		boolean same = u32(at) == LOCAL_SIGNATURE && u16(at + 6) == entry.flags() && u16(at + 8) == entry.method()
				&& same(u32(at + 14), entry.check(), described) && same(u32(at + 18), entry.packed(), described)
				&& same(u32(at + 22), entry.size(), described)
				&& text(at + LOCAL_HEADER, u16(at + 26)).equals(entry.name());
		if (!same) {
			throw entry.refused("says of itself what the directory of the zip does not say of it");
		}
		long end = data(entry) + entry.packed();
		if (!described) {
			return end;
		}
		end += (u32(end) == DESCRIPTOR_SIGNATURE) ? 4 : 0;
		if (u32(end) != entry.check() || u32(end + 4) != entry.packed() || u32(end + 8) != entry.size()) {
			throw entry.refused("has a description behind its data that is not true");
		}
		return end + 12;
	}

	private static boolean same(long own, long inDirectory, boolean described) {
		return own == inDirectory || described && own == 0;
	}

	private long data(ZipMember entry) {
		return entry.offset() + LOCAL_HEADER + u16(entry.offset() + 26) + u16(entry.offset() + 28);
	}

	private byte[] content(ZipMember entry) {
		ByteBuffer data = this.zip.slice((int) data(entry), (int) entry.packed());
		byte[] content = new byte[(int) entry.size()];
		if (entry.isStored()) {
			data.get(content);
		}
		else {
			inflate(entry, data, content);
		}
		CRC32 check = new CRC32();
		check.update(content);
		if (check.getValue() != entry.check()) {
			throw entry.refused("is damaged: its CRC-32 is another");
		}
		return content;
	}

	private static void inflate(ZipMember entry, ByteBuffer data, byte[] content) {
		Inflater inflater = new Inflater(true);
		try {
			inflater.setInput(data);
			byte[] more = new byte[1];
			int count = 0;
			while (!inflater.finished()) {
				boolean full = count == content.length;
				int inflated = full ? inflater.inflate(more) : inflater.inflate(content, count, content.length - count);
				if (full && inflated > 0) {
					throw entry.refused("unpacks to more than the " + content.length + " bytes that it says");
				}
				if (inflated == 0 && !inflater.finished()) {
					throw entry.refused("is cut off");
				}
				count += inflated;
			}
			if (count < content.length || inflater.getRemaining() > 0) {
				throw entry.refused("does not unpack to the " + content.length + " bytes that it says");
			}
		}
		catch (DataFormatException ex) {
			throw entry.refused("cannot be unpacked");
		}
		finally {
			inflater.end();
		}
	}

	private String text(int at, int length) {
		checkWithin(at, length);
		return new String(this.zip.array(), at, length, StandardCharsets.UTF_8);
	}

	private int u16(long at) {
		checkWithin(at, 2);
		return Short.toUnsignedInt(this.zip.getShort((int) at));
	}

	private long u32(long at) {
		checkWithin(at, 4);
		return Integer.toUnsignedLong(this.zip.getInt((int) at));
	}

	private void checkWithin(long at, int length) {
		if (at < 0 || at + length > this.zip.capacity()) {
			throw new InvalidArchiveException("The zip is damaged: it points beyond its own end.");
		}
	}

}
