package io.isonet.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/// Decodes UTF-8 and refuses what is not text, naming the line. A byte-order mark is
/// dropped.
///
/// Unlike `InputStreamReader` it hands over everything before the fault first, so that a
/// parser behind it sees the whole file up to there. Not thread-safe.
final class StrictUtf8Reader extends Reader {

	private static final int BUFFER_SIZE = 16 * 1024;

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	private final InputStream in;

	private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

	private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE).flip();

	private final CharBuffer text = CharBuffer.allocate(BUFFER_SIZE).flip();

	private boolean started;

	private boolean ended;

	private @Nullable NotTextException fault;

	private long line = 1;

	private boolean lastWasCarriageReturn;

	StrictUtf8Reader(InputStream in) {
		this.in = in;
	}

	/// @throws NotTextException where the bytes are not UTF-8, or a NUL shows that they
	/// are no text
	@Override
	public int read(char[] target, int offset, int length) throws IOException {
		while (!this.text.hasRemaining()) {
			if (this.fault != null) {
				throw this.fault;
			}
			if (this.ended && !this.bytes.hasRemaining()) {
				return -1;
			}
			fill();
			decode();
		}
		int count = Math.min(length, this.text.remaining());
		this.text.get(target, offset, count);
		return count;
	}

	private void fill() throws IOException {
		this.bytes.compact();
		int wanted = this.bytes.remaining();
		int read = this.in.readNBytes(this.bytes.array(), this.bytes.position(), wanted);
		this.ended = read < wanted;
		this.bytes.position(this.bytes.position() + read).flip();
		if (!this.started) {
			refuseOtherFormats();
		}
	}

	private void decode() {
		this.text.clear();
		boolean malformed = this.decoder.decode(this.bytes, this.text, this.ended).isError();
		this.text.flip();
		if (!this.started && this.text.hasRemaining()) {
			this.started = true;
			if (this.text.get(0) == BYTE_ORDER_MARK) {
				this.text.get();
			}
		}
		scan();
		if (malformed && this.fault == null) {
			this.fault = new NotTextException(this.line,
					"The line holds the byte 0x%02X where it is not UTF-8; save the file as CSV in UTF-8."
						.formatted(this.bytes.get(this.bytes.position())));
		}
	}

	/// Counts lines, and cuts the text before a NUL.
	private void scan() {
		for (int i = this.text.position(); i < this.text.limit(); i++) {
			char c = this.text.get(i);
			if (c == 0) {
				this.fault = new NotTextException(this.line,
						"The line holds a NUL character, so the file is not text; a playlist file is CSV in UTF-8.");
				this.text.limit(i);
				return;
			}
			if (c == '\r' || (c == '\n' && !this.lastWasCarriageReturn)) {
				this.line++;
			}
			this.lastWasCarriageReturn = c == '\r';
		}
	}

	private void refuseOtherFormats() throws NotTextException {
		if (startsWith('P', 'K', 3, 4)) {
			throw new NotTextException(1,
					"The file is a ZIP archive, as Excel workbooks (.xlsx) are, not CSV; save the sheet as CSV in UTF-8.");
		}
		if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
			throw new NotTextException(1, "The file is in UTF-16; save it as CSV in UTF-8.");
		}
	}

	private boolean startsWith(int... magic) {
		for (int i = 0; i < magic.length; i++) {
			if (i >= this.bytes.limit() || Byte.toUnsignedInt(this.bytes.get(i)) != magic[i]) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

	/// The file is not UTF-8 text.
	static final class NotTextException extends IOException {

		private final long line;

		NotTextException(long line, String detail) {
			super(detail);
			this.line = line;
		}

		/// The line with the fault, from 1.
		long line() {
			return this.line;
		}

	}

}
