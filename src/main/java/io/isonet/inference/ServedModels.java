package io.isonet.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.isonet.lexicon.LexiconChanged;
import io.isonet.problem.ProblemException;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import io.isonet.registry.ModelVersionActivated;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// The models in memory: the champion behind one reference that a swap replaces, and a
/// bounded number of other versions.
///
/// A swap loads, checks and warms the new version before anyone sees it; requests in
/// flight finish on the old one, which closes with its last lease; a version that cannot
/// be loaded changes nothing but the health. Thread-safe.
class ServedModels implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ServedModels.class);

	private final ModelRegistry registry;

	private final Function<ModelVersion, ServedModel> loader;

	private final String model;

	private final int capacity;

	private final AtomicReference<@Nullable ServedModel> champion = new AtomicReference<>();

	private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

	private final ReentrantLock swapping = new ReentrantLock();

	private final ReentrantLock loading = new ReentrantLock();

	/// By name and number, least recently used first; guarded by `loading`.
	private final Map<String, ServedModel> others = new LinkedHashMap<>(16, .75f, true);

	/// Name and number by name and alias, as the registry said last: as many as it has
	/// aliases.
	private final Map<String, String> lastNamed = new ConcurrentHashMap<>();

	/// @param model name of the model whose champion answers by default
	/// @param capacity most versions besides the champion
	ServedModels(ModelRegistry registry, Function<ModelVersion, ServedModel> loader, String model, int capacity) {
		this.registry = registry;
		this.loader = loader;
		this.model = model;
		this.capacity = capacity;
	}

	/// The champion, with a lease for the caller.
	/// @throws ModelUnavailableException if there is none
	ServedModel leaseChampion() {
		ServedModel current = this.champion.get();
		while (current != null) {
			if (current.acquire()) {
				return current;
			}
			// it was swapped out between the two lines above
			current = this.champion.get();
		}
		throw ModelUnavailableException.noChampion(this.model);
	}

	/// Any version, with a lease for the caller.
	/// @param name of the model, null for the default one
	/// @param version number or alias, null for the champion
	/// @throws io.isonet.problem.ProblemException if there is no such model, version or
	/// alias
	/// @throws ModelUnavailableException if it cannot be loaded
	ServedModel lease(@Nullable String name, @Nullable String version) {
		String wantedName = (name != null) ? name : this.model;
		String wantedVersion = (version != null) ? version : ModelRegistry.CHAMPION;
		if (wantedName.equals(this.model) && wantedVersion.equals(ModelRegistry.CHAMPION)) {
			return leaseChampion();
		}
		String asked = wantedName + "/" + wantedVersion;
		try {
			ModelVersion wanted = this.registry.version(wantedName, wantedVersion);
			if (!asked.equals(key(wanted))) {
				this.lastNamed.put(asked, key(wanted));
			}
			ServedModel current = this.champion.get();
			if (current != null && current.version().equals(wanted) && current.acquire()) {
				return current;
			}
			return leaseOther(wanted);
		}
		catch (DataAccessException | TransactionException ex) {
			// a version never changes, and a name means what it meant last: what is in
			// memory is as good as what cannot be read
			return leaseLoaded(this.lastNamed.getOrDefault(asked, asked)).orElseThrow(() -> ex);
		}
	}

	/// The version that answers by default, where there is one.
	Optional<ModelVersion> championVersion() {
		return Optional.ofNullable(this.champion.get()).map(ServedModel::version);
	}

	/// The version that answers by default.
	/// @throws ModelUnavailableException if there is none
	ModelVersion championOrThrow() {
		return championVersion().orElseThrow(() -> ModelUnavailableException.noChampion(this.model));
	}

	/// Why the champion of the registry is not the one that serves, where that is so.
	Optional<String> failure() {
		return Optional.ofNullable(this.failure.get());
	}

	/// Follows the registry: when this returns, its champion serves, or the failure is
	/// recorded and the old one serves on.
	/// @throws DataAccessException if the registry cannot be read; the old one serves on,
	/// and whoever announced the change tries again
	void refresh() {
		this.swapping.lock();
		try {
			Optional<ModelVersion> wanted = this.registry.champion(this.model);
			if (wanted.isEmpty()) {
				this.failure.set("Model '" + this.model + "' has no champion in the registry.");
				log.warn("Model '{}' has no champion in the registry; predictions by default are refused", this.model);
				return;
			}
			if (wanted.equals(championVersion())) {
				this.failure.set(null);
				return;
			}
			swap(this.loader.apply(wanted.get()));
		}
		catch (ProblemException ex) {
			keepOld(ex.detail(), ex);
		}
		catch (DataAccessException | TransactionException ex) {
			this.failure.set("The registry cannot be read; the version that serves may not be its champion.");
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			keepOld("The champion cannot be read or loaded; the log has the reason.", ex);
		}
		finally {
			this.swapping.unlock();
		}
	}

	private void keepOld(String reason, Throwable cause) {
		this.failure.set(reason);
		log.error("The new champion cannot be loaded, {} serves on: {}",
				championVersion().map((version) -> "version " + version.number()).orElse("nothing"), reason, cause);
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
	void on(ModelVersionActivated event) {
		if (event.version().model().equals(this.model) && event.alias().equals(ModelRegistry.CHAMPION)) {
			refresh();
		}
	}

	/// Every version is loaded anew with the words of the lexicon, and takes the place of
	/// the old one as a swap does; one that cannot be loaded serves on as it is.
	/// @throws DataAccessException if the registry cannot be read; whoever announced the
	/// change tries again
	@EventListener
	void on(LexiconChanged event) {
		this.swapping.lock();
		try {
			championVersion().flatMap(this::reload).ifPresent(this::swap);
		}
		finally {
			this.swapping.unlock();
		}
		for (ServedModel old : copyOfOthers()) {
			reload(old.version()).ifPresent((next) -> replace(old, next));
		}
	}

	private List<ServedModel> copyOfOthers() {
		this.loading.lock();
		try {
			return List.copyOf(this.others.values());
		}
		finally {
			this.loading.unlock();
		}
	}

	/// Nothing waited while the next one was loaded: where the old one has been evicted
	/// meanwhile, nobody wants the next one either.
	private void replace(ServedModel old, ServedModel next) {
		this.loading.lock();
		try {
			boolean replaced = this.others.replace(key(old.version()), old, next);
			(replaced ? old : next).release();
		}
		finally {
			this.loading.unlock();
		}
	}

	private Optional<ServedModel> reload(ModelVersion version) {
		try {
			return Optional.of(this.loader.apply(version));
		}
		catch (ProblemException ex) {
			log.error("Version {} of '{}' cannot be loaded with the lexicon, and serves on without: {}",
					version.number(), version.model(), ex.detail(), ex);
			return Optional.empty();
		}
	}

	/// What is known of the champion's words, where there is a champion.
	Optional<ServedWords> championWords() {
		return Optional.ofNullable(this.champion.get()).map(ServedModel::words);
	}

	@Override
	public void close() {
		ServedModel last = this.champion.getAndSet(null);
		if (last != null) {
			last.release();
		}
		this.loading.lock();
		try {
			this.others.values().forEach(ServedModel::release);
			this.others.clear();
		}
		finally {
			this.loading.unlock();
		}
	}

	private void swap(ServedModel next) {
		ServedModel old = this.champion.getAndSet(next);
		this.failure.set(null);
		if (old != null) {
			old.release();
		}
		log.info("Version {} of '{}' serves now", next.version().number(), this.model);
	}

	private ServedModel leaseOther(ModelVersion wanted) {
		String key = key(wanted);
		this.loading.lock();
		try {
			ServedModel served = this.others.get(key);
			if (served == null) {
				served = this.loader.apply(wanted);
				this.others.put(key, served);
				evict();
			}
			if (!served.acquire()) {
				throw new IllegalStateException("a version in memory is closed");
			}
			return served;
		}
		finally {
			this.loading.unlock();
		}
	}

	/// A version in memory by its name and number, where it is there.
	private Optional<ServedModel> leaseLoaded(String key) {
		ServedModel current = this.champion.get();
		if (current != null && key(current.version()).equals(key) && current.acquire()) {
			return Optional.of(current);
		}
		this.loading.lock();
		try {
			return Optional.ofNullable(this.others.get(key)).filter(ServedModel::acquire);
		}
		finally {
			this.loading.unlock();
		}
	}

	private static String key(ModelVersion version) {
		return version.model() + "/" + version.number();
	}

	private void evict() {
		var oldest = this.others.values().iterator();
		while (this.others.size() > this.capacity) {
			ServedModel evicted = oldest.next();
			oldest.remove();
			evicted.release();
		}
	}

}
