package io.isonet.registry;

/// A shipped version that is not what its manifest says, or has none that can be read.
class RefusedVersionException extends Exception {

	RefusedVersionException(String reason) {
		super(reason);
	}

	RefusedVersionException(String reason, Throwable cause) {
		super(reason, cause);
	}

}
