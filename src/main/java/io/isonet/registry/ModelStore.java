package io.isonet.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.isonet.database.DatabaseFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// The models that the service comes with, imported before anything loads one.
///
/// Versions of a model that the registry does not know keep their numbers, and the
/// highest becomes the champion. Once it is known, content that no version has becomes
/// the next version, and the champion stays; content that is there already, or was
/// deleted, is passed over. A version that fails its check is refused in the log, and the service goes on
/// without it.
///
/// Not thread-safe within a process, safe between processes: a name is held while its
/// versions are imported.
class ModelStore implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(ModelStore.class);

	/// How the store stands in the history of an alias.
	private static final String ACTOR = "model-store";

	private final ModelRegistry registry;

	private final ModelAliases aliases;

	private final TransactionOperations transactions;

	private final ShippedVersions shipped;

	private final DataSize fileLimit;

	private volatile boolean imported;

	ModelStore(ModelRegistry registry, ModelAliases aliases, PlatformTransactionManager transactionManager,
			ShippedVersions shipped, DataSize fileLimit) {
		this.registry = registry;
		this.aliases = aliases;
		this.transactions = new TransactionTemplate(transactionManager);
		this.shipped = shipped;
		this.fileLimit = fileLimit;
	}

	@Override
	public void start() {
		try {
			importAll();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.imported = true;
	}

	/// Once is enough, however often the lifecycle starts.
	@Override
	public void stop() {
	}

	@Override
	public boolean isRunning() {
		return this.imported;
	}

	/// Before whatever loads a champion at start, and before the port opens.
	@Override
	public int getPhase() {
		return 0;
	}

	private void importAll() throws IOException {
		this.shipped.find()
			.stream()
			.sorted()
			.collect(Collectors.groupingBy(ShippedVersion::model, TreeMap::new, Collectors.toList()))
			.forEach(this::importNew);
	}

	/// Holds the name only where there is something to import: a start changes nothing
	/// otherwise, so that it needs no disk that can be written.
	private void importNew(String model, List<ShippedVersion> versions) {
		if (versions.stream().allMatch(this::isKnown)) {
			return;
		}
		try {
			this.transactions.executeWithoutResult((status) -> importModel(model, versions, status));
		}
		catch (RuntimeException ex) {
			if (!DatabaseFailure.of(ex).equals(Optional.of(DatabaseFailure.UNWRITABLE))) {
				throw ex;
			}
			logger.error("Model '{}' of the model store cannot be stored, the disk is full or may only be read; "
					+ "the service goes on without it", model);
		}
	}

	private boolean isKnown(ShippedVersion shipped) {
		try {
			return isKnown(shipped.manifest());
		}
		catch (RefusedVersionException ex) {
			// the import says why
			return false;
		}
	}

	private boolean isKnown(ModelManifest manifest) {
		return this.registry.withContent(manifest.model(), manifest.contentSha256()).isPresent()
				|| this.registry.isDeleted(manifest.model(), manifest.contentSha256());
	}

	private void importModel(String model, List<ShippedVersion> versions, TransactionStatus transaction) {
		boolean unknown = this.registry.reserve(model) == 0;
		boolean leaderless = this.aliases.current(model, ModelRegistry.CHAMPION).isEmpty();
		OptionalInt newest = OptionalInt.empty();
		for (ShippedVersion version : versions) {
			OptionalInt number = unknown ? OptionalInt.of(version.number()) : OptionalInt.empty();
			OptionalInt imported = importVersion(version, number);
			newest = imported.isPresent() ? imported : newest;
		}
		if (leaderless && newest.isPresent()) {
			this.aliases.activate(model, ModelRegistry.CHAMPION, newest.getAsInt(), ACTOR);
			logger.info("Version {} is the champion of model '{}'", newest.getAsInt(), model);
		}
		else if (unknown && newest.isEmpty()) {
			// leaves no name without a version
			transaction.setRollbackOnly();
		}
	}

	private OptionalInt importVersion(ShippedVersion shipped, OptionalInt number) {
		try {
			ModelManifest manifest = shipped.manifest();
			if (isKnown(manifest)) {
				logger.debug("{} is in the registry already, or was deleted from it", shipped);
				return OptionalInt.empty();
			}
			ModelDraft draft = shipped.draft(manifest, number, this.fileLimit);
			ModelVersion imported = this.registry.publish(draft, manifest.createdAt());
			logger.info("Imported {} as version {} of model '{}'", shipped, imported.number(), imported.model());
			return OptionalInt.of(imported.number());
		}
		catch (RefusedVersionException ex) {
			logger.error("Refused {}: {} The service goes on without it.", shipped, ex.getMessage());
			return OptionalInt.empty();
		}
	}

}
