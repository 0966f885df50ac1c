package io.isonet.inference;

import io.isonet.network.UnusableDeviceException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in one sentence why the service cannot start with its engine or device.
final class UnusableDevice extends AbstractFailureAnalyzer<UnusableDeviceException> {

	@Override
	protected FailureAnalysis analyze(Throwable root, UnusableDeviceException failure) {
		return new FailureAnalysis(failure.getMessage() + ".", null, root);
	}

}
