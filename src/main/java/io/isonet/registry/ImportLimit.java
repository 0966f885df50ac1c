package io.isonet.registry;

import java.io.IOException;
import java.io.InputStream;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

import org.springframework.util.unit.DataSize;

/// Most that an upload of a version, and its files together, may hold.
///
/// @param size less than 2 GB
record ImportLimit(DataSize size) {

	/// @throws ProblemException where that many bytes are too many: 413 `too-large`
	void check(long bytes) {
		if (bytes > this.size.toBytes()) {
			throw exceeded();
		}
	}

	/// Reads a stream to its end.
	/// @throws ProblemException where it goes on beyond the limit: 413 `too-large`
	byte[] read(InputStream in) throws IOException {
		byte[] content = in.readNBytes(Math.toIntExact(this.size.toBytes()));
		if (content.length == this.size.toBytes() && in.read() >= 0) {
			throw exceeded();
		}
		return content;
	}

	private ProblemException exceeded() {
		return new ProblemException(ProblemType.TOO_LARGE, "The version, as it is sent or unpacked, is larger than "
				+ this.size.toBytes() + " bytes; the setting isonet.import-limit has that limit.");
	}

}
