package io.isonet.inference;

import io.isonet.mood.InvalidVocabularyException;
import io.isonet.network.InvalidModelException;

/// A file that no network can be made of; the cause says why, in words that may be shown.
final class FaultyFileException extends RuntimeException {

	private final String file;

	FaultyFileException(String file, InvalidVocabularyException cause) {
		super(cause.detail(), cause);
		this.file = file;
	}

	FaultyFileException(String file, InvalidModelException cause) {
		super(cause.getMessage(), cause);
		this.file = file;
	}

	String file() {
		return this.file;
	}

}
