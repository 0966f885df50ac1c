package io.isonet.network;

import org.jspecify.annotations.Nullable;

/// Weights or a configuration that no network can be made of. The message says what was
/// found and what would be right.
public class InvalidModelException extends RuntimeException {

	public InvalidModelException(String message) {
		super(message);
	}

	public InvalidModelException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
