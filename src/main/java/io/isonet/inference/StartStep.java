package io.isonet.inference;

import org.springframework.context.SmartLifecycle;

/// What is done once at start, before the port opens. What it has started is closed with
/// its bean.
final class StartStep implements SmartLifecycle {

	private final int phase;

	private final Runnable step;

	private volatile boolean done;

	/// @param phase steps with a lower one come before; the model store has 0
	StartStep(int phase, Runnable step) {
		this.phase = phase;
		this.step = step;
	}

	@Override
	public void start() {
		this.step.run();
		this.done = true;
	}

	/// Once is enough, however often the lifecycle starts.
	@Override
	public void stop() {
	}

	@Override
	public boolean isRunning() {
		return this.done;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
