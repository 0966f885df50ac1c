package io.isonet.registry;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// The models that the service comes with, imported before anything loads one.
///
/// Versions of a model that the registry does not know keep their numbers, and the
/// highest becomes the champion. Once it is known, content that no version has becomes
/// the next version, and the champion stays; content that is there already is passed
/// over. A version that fails its check is refused in the log, and the service goes on
/// without it.
///
/// Not thread-safe within a process, safe between processes: a name is held while its
/// versions are imported.
@Order(ModelStore.ORDER)
class ModelStore implements ApplicationRunner {

	/// Before whatever loads a champion at start.
	static final int ORDER = 10;

	private static final Logger logger = LoggerFactory.getLogger(ModelStore.class);

	private final ModelRegistry registry;

	private final TransactionOperations transactions;

	private final ShippedVersions shipped;

	private final DataSize fileLimit;

	ModelStore(ModelRegistry registry, PlatformTransactionManager transactionManager, ShippedVersions shipped,
			DataSize fileLimit) {
		this.registry = registry;
		this.transactions = new TransactionTemplate(transactionManager);
		this.shipped = shipped;
		this.fileLimit = fileLimit;
	}

	@Override
	public void run(ApplicationArguments arguments) throws IOException {
		this.shipped.find()
			.stream()
			.sorted()
			.collect(Collectors.groupingBy(ShippedVersion::model, TreeMap::new, Collectors.toList()))
			.forEach((model, versions) -> this.transactions
				.executeWithoutResult((status) -> importModel(model, versions, status)));
	}

	private void importModel(String model, List<ShippedVersion> versions, TransactionStatus transaction) {
		boolean unknown = this.registry.reserve(model) == 0;
		OptionalInt newest = OptionalInt.empty();
		for (ShippedVersion version : versions) {
			OptionalInt number = unknown ? OptionalInt.of(version.number()) : OptionalInt.empty();
			OptionalInt imported = importVersion(version, number);
			newest = imported.isPresent() ? imported : newest;
		}
		if (unknown && newest.isPresent()) {
			this.registry.activate(model, ModelRegistry.CHAMPION, newest.getAsInt());
			logger.info("Version {} is the champion of model '{}'", newest.getAsInt(), model);
		}
		else if (unknown) {
			// leaves no name without a version
			transaction.setRollbackOnly();
		}
	}

	private OptionalInt importVersion(ShippedVersion shipped, OptionalInt number) {
		try {
			ModelManifest manifest = shipped.manifest();
			if (this.registry.withContent(manifest.model(), manifest.contentSha256()).isPresent()) {
				logger.debug("{} is in the registry already", shipped);
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
