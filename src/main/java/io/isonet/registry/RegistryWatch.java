package io.isonet.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.isonet.database.ChangeNotices;
import io.isonet.database.DatabaseFailure;
import io.isonet.database.LookForChanges;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/// Announces in this process what another one let an alias name. What this process did
/// itself is announced a second time; who listens compares with what it has.
///
/// Each time it looks, it lets others look for what they follow: [LookForChanges].
/// A change counts as announced when every listener took it: one who fails is told again.
/// Thread-safe.
class RegistryWatch implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(RegistryWatch.class);

	private static final Duration SLICE = Duration.ofSeconds(1);

	private final ModelRegistry registry;

	private final AliasTables aliases;

	private final ChangeNotices notices;

	private final ApplicationEventPublisher events;

	private final Duration lookEvery;

	/// Change by model and alias, as announced; used by the watching thread alone.
	private final Map<String, Integer> announced = new HashMap<>();

	private boolean lookedOnce;

	private volatile @Nullable Thread thread;

	RegistryWatch(ModelRegistry registry, AliasTables aliases, ChangeNotices notices, ApplicationEventPublisher events,
			Duration lookEvery) {
		this.registry = registry;
		this.aliases = aliases;
		this.notices = notices;
		this.events = events;
		this.lookEvery = lookEvery;
	}

	@Override
	public void start() {
		Thread watching = Thread.ofPlatform().name("registry-watch").daemon().unstarted(this::watch);
		// first: a thread that is not this one ends
		this.thread = watching;
		watching.start();
	}

	/// Waits for the present look to end and interrupts nothing: an interrupted read
	/// would
	/// close the file of the embedded database.
	@Override
	public void stop() {
		Thread watching = this.thread;
		this.thread = null;
		if (watching == null) {
			return;
		}
		try {
			watching.join(SLICE.multipliedBy(5));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	private void watch() {
		boolean failed = false;
		while (isRunning()) {
			try {
				look();
				if (failed) {
					log.info("The registry can be read again");
				}
				failed = false;
				awaitChange();
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException | Error ex) {
				if (!failed && isRunning()) {
					warn(ex);
				}
				failed = true;
				pause();
			}
		}
	}

	/// In slices, so that it ends soon where it is to end.
	private void awaitChange() throws InterruptedException {
		Duration left = this.lookEvery;
		while (isRunning() && left.isPositive() && !this.notices.await((left.compareTo(SLICE) < 0) ? left : SLICE)) {
			left = left.minus(SLICE);
		}
	}

	/// The first look announces nothing: who starts reads the registry itself.
	private void look() {
		for (AliasTables.Row row : this.aliases.all()) {
			String key = row.model() + "/" + row.alias();
			Integer before = this.announced.get(key);
			if (before != null && before == row.change()) {
				continue;
			}
			if (this.lookedOnce) {
				this.registry.find(row.model(), String.valueOf(row.version()))
					.ifPresent((named) -> this.events.publishEvent(new ModelVersionActivated(named, row.alias())));
			}
			this.announced.put(key, row.change());
		}
		this.lookedOnce = true;
		this.events.publishEvent(new LookForChanges());
	}

	private static void warn(Throwable ex) {
		if (DatabaseFailure.of(ex).isPresent()) {
			log.warn("The registry cannot be read, what serves goes on serving: {}", ex.getMessage());
		}
		else {
			log.error("A change of the registry was not followed; trying again", ex);
		}
	}

	private void pause() {
		try {
			Thread.sleep((this.lookEvery.compareTo(SLICE) < 0) ? this.lookEvery : SLICE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
