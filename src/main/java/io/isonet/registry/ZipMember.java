package io.isonet.registry;

import io.isonet.problem.Excerpt;

/// What the directory of a zip says of one of its entries. Immutable.
///
/// @param check CRC-32 of the content
/// @param packed bytes in the zip
/// @param size bytes of the content
/// @param offset where its own header begins
/// @param next where the next entry of the directory begins
record ZipMember(String name, int flags, int method, long check, long packed, long size, long offset, int next) {

	private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

	private static final int DESCRIPTOR = 1 << 3;

	/// Strength of the compression, a descriptor behind the data, names in UTF-8.
	private static final int HARMLESS = 0b110 | DESCRIPTOR | 1 << 11;

	private static final int STORED = 0;

	private static final int DEFLATED = 8;

	private static final int KIND_OF_FILE = 0170000;

	private static final int REGULAR = 0100000;

	private static final int DIRECTORY = 0040000;

	boolean isDirectory() {
		return this.name.endsWith("/");
	}

	InvalidArchiveException refused(String reason) {
		return new InvalidArchiveException("The entry " + Excerpt.of(this.name) + " " + reason + ".");
	}

	boolean isStored() {
		return this.method == STORED;
	}

	/// Whether its sizes stand behind its data too.
	boolean isDescribed() {
		return (this.flags & DESCRIPTOR) != 0;
	}

	/// That it is a plain file, or a directory, which anyone can unpack.
	/// @param mode as Unix has it; 0 where the zip was made elsewhere
	void checkKind(int mode) {
		int kind = mode & KIND_OF_FILE;
		if (kind != 0 && kind != (isDirectory() ? DIRECTORY : REGULAR)) {
			throw refused("is a link, or something else that is no plain file");
		}
		if ((this.flags & ENCRYPTED) != 0) {
			throw refused("is encrypted");
		}
		if ((this.flags & ~HARMLESS) != 0) {
			throw refused("has flags that no version needs");
		}
		if (!isStored() && this.method != DEFLATED) {
			throw refused("is packed with method " + this.method + ", known are stored and deflated");
		}
		boolean sizesDiffer = this.packed != this.size;
		if (isStored() && sizesDiffer || isDirectory() && this.size > 0) {
			throw refused("has a size that it cannot have");
		}
	}

}
