package io.isonet.network;

/// An engine or a device that was asked for and is not there. The message says what would
/// be right.
public final class UnusableDeviceException extends IllegalArgumentException {

	public UnusableDeviceException(String message) {
		super(message);
	}

}
