package io.isonet.registry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text in files that come from elsewhere. Stateless.
final class StrictText {

	private StrictText() {
	}

	/// The content of a file as text.
	/// @throws InvalidModelFileException where it is not UTF-8
	static String of(String file, byte[] content) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new InvalidModelFileException(file, "It is not text in UTF-8.");
		}
	}

	/// Whether a text survives in UTF-8: one that JSON escaped may hold half a character.
	static boolean isWhole(String text) {
		return StandardCharsets.UTF_8.newEncoder().canEncode(text);
	}

}
