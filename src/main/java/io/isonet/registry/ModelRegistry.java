package io.isonet.registry;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

import io.isonet.database.TransactionLimits;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// Models by name and immutable version; [ModelAliases] changes what names a version.
///
/// A version is asked for by its number, by an alias, or as `latest`, the highest number.
/// Writing calls are one transaction each and join the caller's where there is one.
/// Thread-safe, across processes too: whoever writes under a name waits for whoever wrote
/// before.
public class ModelRegistry {

	/// The alias that predictions use unless told otherwise.
	public static final String CHAMPION = "champion";

	/// Names the highest number; computed, never set.
	public static final String LATEST = "latest";

	private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9-]{0,31}");

	// one spelling, so that each version has one address
	private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

	private static final Pattern LIKE_A_NUMBER = Pattern.compile("[+-]?[0-9][0-9.]*");

	private static final Logger log = LoggerFactory.getLogger(ModelRegistry.class);

	private static final ProblemType IN_USE = new ProblemType("version-in-use", "An alias names the version", 409);

	private final RegistryTables tables;

	private final AliasTables aliases;

	private final TransactionOperations transactions;

	private final TransactionLimits limits;

	private final int keepVersions;

	private final Clock clock;

	/// @param keepVersions newest versions of a model that are kept besides those that an
	/// alias names; 0 keeps all
	public ModelRegistry(JdbcClient jdbc, PlatformTransactionManager transactionManager, TransactionLimits limits,
			int keepVersions, Clock clock) {
		this.tables = new RegistryTables(jdbc);
		this.aliases = new AliasTables(jdbc);
		this.transactions = new TransactionTemplate(transactionManager);
		this.limits = limits;
		this.keepVersions = keepVersions;
		this.clock = clock;
	}

	/// Publishes a version under the draft's number, or under the highest number ever
	/// given to the model and one. It is not activated. Old versions go as the setting of
	/// retention says.
	/// @throws VersionExistsException where the draft's number is taken
	public ModelVersion publish(ModelDraft draft) {
		return publish(draft, this.clock.instant());
	}

	/// Publishes a version unless the model has one with the same files. Where what is
	/// stored of that one is damaged, it is stored again.
	/// @return it, or the one that is there
	Publication publishOnce(ModelDraft draft, Instant createdAt) {
		String content = draft.manifest(1, createdAt).contentSha256();
		return this.transactions.execute((status) -> {
			// a database that is away is noticed here, soon
			this.tables.exists(draft.name());
			reserve(draft.name());
			Optional<ModelVersion> there = withContent(draft.name(), content);
			there.ifPresent((version) -> restore(version, draft.files()));
			return there.map((version) -> new Publication(version, false))
				.orElseGet(() -> new Publication(publish(draft, createdAt), true));
		});
	}

	private void restore(ModelVersion version, Map<String, byte[]> files) {
		version.manifest().files().forEach((name, file) -> {
			boolean whole = this.tables.content(version, name).filter(file::describes).isPresent();
			if (!whole) {
				this.tables.restore(version, name, file, Objects.requireNonNull(files.get(name)));
				log.info("Restored {} of version {} of model '{}', which was damaged", name, version.number(),
						version.model());
			}
		});
	}

	/// Publishes a version that was created earlier.
	ModelVersion publish(ModelDraft draft, Instant createdAt) {
		return this.transactions.execute((status) -> {
			int highest = reserve(draft.name());
			int number = draft.version().orElse(highest + 1);
			if (this.tables.version(draft.name(), number).isPresent()) {
				throw new VersionExistsException(draft.name(), number, highest);
			}
			String manifest = ManifestJson.write(draft.manifest(number, createdAt));
			// read back, so that what is returned equals what is found later
			ModelVersion version = ModelVersion.of(ManifestJson.read(manifest));
			this.tables.insert(version, manifest, draft.files());
			deleteOld(draft.name());
			return version;
		});
	}

	/// Keeps the newest versions and those that an alias names.
	private void deleteOld(String model) {
		if (this.keepVersions == 0) {
			return;
		}
		Collection<Integer> named = this.aliases.of(model).values();
		this.tables.versions(model)
			.stream()
			.skip(this.keepVersions)
			.filter((version) -> !named.contains(version.number()))
			.forEach((version) -> this.tables.delete(model, version.number(), version.contentSha256(),
					this.clock.instant()));
	}

	/// Holds the name for the transaction that the caller must have begun, creating it if
	/// it is new. Whoever holds it stores large files, so that everything from here on
	/// may
	/// take its time.
	/// @return the highest number ever given to the model, or 0
	int reserve(String model) {
		this.limits.allowLargeStatements();
		this.tables.create(model, this.clock.instant());
		return this.tables.lock(model).orElseThrow();
	}

	/// Deletes a version with its files, damaged or not; its number is never given again.
	/// @throws ModelNotFoundException where there is no such model or version
	/// @throws ProblemException where an alias names it: 409 `version-in-use`
	void delete(String model, int number) {
		this.transactions.executeWithoutResult((status) -> {
			this.tables.lock(model);
			// its manifest may be damaged: it is not read
			String content = this.tables.contentSha256(model, number)
				.orElseThrow(() -> notFound(model, String.valueOf(number)));
			List<String> names = this.aliases.of(model)
				.entrySet()
				.stream()
				.filter((alias) -> alias.getValue() == number)
				.map(Map.Entry::getKey)
				.toList();
			if (!names.isEmpty()) {
				throw new ProblemException(IN_USE, "Version " + number + " of model '" + model + "' is named by "
						+ String.join(" and ", names) + "; name another version by that first.");
			}
			this.tables.delete(model, number, content, this.clock.instant());
		});
	}

	/// Whether a version with this content was deleted.
	boolean isDeleted(String model, String contentSha256) {
		return this.tables.isDeleted(model, contentSha256);
	}

	/// The version of a number, an alias or `latest`.
	/// @throws ModelNotFoundException where there is none: `unknown-model`,
	/// `unknown-version`, `unknown-alias`
	public ModelVersion version(String model, String versionOrAlias) {
		return find(model, versionOrAlias).orElseThrow(() -> notFound(model, versionOrAlias));
	}

	/// The version that predictions use unless told otherwise.
	public Optional<ModelVersion> champion(String model) {
		return find(model, CHAMPION);
	}

	/// Every model, by name.
	public List<Model> models() {
		return this.tables.models().stream().map(this::find).flatMap(Optional::stream).toList();
	}

	/// A model with its versions.
	/// @throws ModelNotFoundException where there is none: `unknown-model`
	public Model model(String name) {
		return find(name).orElseThrow(() -> ModelNotFoundException.model(name, this.tables.models()));
	}

	/// The content of a file, `manifest.json` among them, checked as it is read.
	/// @throws ModelNotFoundException where the version has no such file: `unknown-file`
	/// @throws DamagedArtifactException where size or SHA-256 differ from the manifest
	public byte[] artifact(ModelVersion version, String file) {
		if (file.equals(ModelManifest.FILE)) {
			return manifest(version);
		}
		ModelFile published = file(version, file);
		return this.tables.content(version, file)
			.filter(published::describes)
			.orElseThrow(() -> damaged(version, file));
	}

	/// Size and SHA-256 of a file, `manifest.json` among them.
	/// @throws ModelNotFoundException where the version has no such file: `unknown-file`
	ModelFile file(ModelVersion version, String name) {
		if (name.equals(ModelManifest.FILE)) {
			return ModelFile.describing(manifest(version));
		}
		ModelFile file = version.manifest().files().get(name);
		if (file == null) {
			throw ModelNotFoundException.file(name, version);
		}
		return file;
	}

	/// The version of an alias or `latest`, but of no number.
	/// @throws ModelNotFoundException where there is none: `unknown-model`,
	/// `unknown-alias`
	ModelVersion aliased(String model, String alias) {
		if (!isAlias(alias)) {
			throw ModelNotFoundException.alias(alias, model(model));
		}
		return version(model, alias);
	}

	/// A version of the model that has the same files.
	Optional<ModelVersion> withContent(String model, String contentSha256) {
		return this.tables.withContent(model, contentSha256);
	}

	private byte[] manifest(ModelVersion version) {
		return this.tables.manifest(version)
			.map((json) -> json.getBytes(StandardCharsets.UTF_8))
			.orElseThrow(() -> damaged(version, ModelManifest.FILE));
	}

	Optional<ModelVersion> find(String model, String versionOrAlias) {
		if (!ModelDraft.isName(model)) {
			return Optional.empty();
		}
		if (NUMBER.matcher(versionOrAlias).matches()) {
			return this.tables.version(model, Integer.parseInt(versionOrAlias));
		}
		if (versionOrAlias.equals(LATEST)) {
			return this.tables.latest(model);
		}
		return isAlias(versionOrAlias) ? this.tables.aliased(model, versionOrAlias) : Optional.empty();
	}

	private Optional<Model> find(String model) {
		if (!ModelDraft.isName(model)) {
			return Optional.empty();
		}
		// aliases first: whatever they name has been published by then
		SortedMap<String, Integer> aliases = this.aliases.of(model);
		List<ModelVersion> versions = this.tables.versions(model);
		if (versions.isEmpty()) {
			return Optional.empty();
		}
		aliases.put(LATEST, versions.getFirst().number());
		return Optional.of(new Model(model, aliases, versions));
	}

	static boolean isNumber(String text) {
		return NUMBER.matcher(text).matches();
	}

	static boolean isAlias(String text) {
		return ALIAS.matcher(text).matches();
	}

	/// @param isNew whether the version was not there before
	record Publication(ModelVersion version, boolean isNew) {
	}

	private static DamagedArtifactException damaged(ModelVersion version, String file) {
		return new DamagedArtifactException(version.model(), version.number(), file);
	}

	private ModelNotFoundException notFound(String model, String versionOrAlias) {
		Model known = model(model);
		return LIKE_A_NUMBER.matcher(versionOrAlias).matches() ? ModelNotFoundException.version(versionOrAlias, known)
				: ModelNotFoundException.alias(versionOrAlias, known);
	}

}
