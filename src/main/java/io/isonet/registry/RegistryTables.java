package io.isonet.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of models and versions, in statements that H2 (in PostgreSQL's mode) and PostgreSQL both
/// understand. Thread-safe; transactions are the caller's.
final class RegistryTables {

	private static final String SELECT_VERSION = "select v.model, v.version, v.manifest, v.manifest_sha256 from model_version v ";

	private final JdbcClient jdbc;

	RegistryTables(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/// Creates the name if it is new, without a version.
	void create(String model, Instant now) {
		this.jdbc.sql("""
				insert into model (name, created_at, last_version) values (:model, :now, 0)
				on conflict do nothing""").param("model", model).param("now", utc(now)).update();
	}

	/// Lets nobody else publish or activate under the name until the transaction ends.
	/// @return the highest number ever given, or empty where the name is unknown
	Optional<Integer> lock(String model) {
		return this.jdbc.sql("select last_version from model where name = :model for update")
			.param("model", model)
			.query(Integer.class)
			.optional();
	}

	boolean exists(String model) {
		return this.jdbc.sql("select count(*) from model where name = :model")
			.param("model", model)
			.query(Integer.class)
			.single() > 0;
	}

	void insert(ModelVersion version, String manifest, Map<String, byte[]> files) {
		this.jdbc.sql("""
				insert into model_version (model, version, created_at, manifest, manifest_sha256, content_sha256)
				values (:model, :version, :createdAt, :manifest, :manifestSha256, :contentSha256)""")
			.param("model", version.model())
			.param("version", version.number())
			.param("createdAt", utc(version.createdAt()))
			.param("manifest", manifest)
			.param("manifestSha256", Sha256.of(manifest))
			.param("contentSha256", version.contentSha256())
			.update();
		version.manifest()
			.files()
			.forEach((name, file) -> insert(version, name, file, Objects.requireNonNull(files.get(name))));
		this.jdbc.sql("update model set last_version = :version where name = :model and last_version < :version")
			.param("model", version.model())
			.param("version", version.number())
			.update();
	}

	private void insert(ModelVersion version, String name, ModelFile file, byte[] content) {
		this.jdbc.sql("""
				insert into model_artifact (model, version, name, sha256, size, content)
				values (:model, :version, :name, :sha256, :size, :content)""")
			.param("model", version.model())
			.param("version", version.number())
			.param("name", name)
			.param("sha256", file.sha256())
			.param("size", file.size())
			.param("content", content)
			.update();
	}

	Optional<ModelVersion> version(String model, int number) {
		return this.jdbc.sql(SELECT_VERSION + "where v.model = :model and v.version = :version")
			.param("model", model)
			.param("version", number)
			.query(RegistryTables::version)
			.optional();
	}

	Optional<ModelVersion> latest(String model) {
		return this.jdbc.sql(SELECT_VERSION + "where v.model = :model order by v.version desc fetch first 1 rows only")
			.param("model", model)
			.query(RegistryTables::version)
			.optional();
	}

	Optional<ModelVersion> aliased(String model, String alias) {
		return this.jdbc.sql(SELECT_VERSION + """
				join model_alias a on a.model = v.model and a.version = v.version
				where a.model = :model and a.alias = :alias""")
			.param("model", model)
			.param("alias", alias)
			.query(RegistryTables::version)
			.optional();
	}

	/// A version with this content, the oldest of several.
	Optional<ModelVersion> withContent(String model, String contentSha256) {
		return this.jdbc.sql(SELECT_VERSION + """
				where v.model = :model and v.content_sha256 = :contentSha256
				order by v.version fetch first 1 rows only""")
			.param("model", model)
			.param("contentSha256", contentSha256)
			.query(RegistryTables::version)
			.optional();
	}

	/// Identifies the content of a version, whether or not its manifest can be read.
	Optional<String> contentSha256(String model, int number) {
		return this.jdbc.sql("select content_sha256 from model_version where model = :model and version = :version")
			.param("model", model)
			.param("version", number)
			.query((row, rowNumber) -> row.getString(1))
			.optional();
	}

	/// Puts the content of a file back to what was published.
	void restore(ModelVersion version, String name, ModelFile file, byte[] content) {
		Map<String, Object> row = Map.of("model", version.model(), "version", version.number(), "name", name);
		this.jdbc.sql("delete from model_artifact where model = :model and version = :version and name = :name")
			.params(row)
			.update();
		insert(version, name, file, content);
	}

	/// Newest first.
	List<ModelVersion> versions(String model) {
		return this.jdbc.sql(SELECT_VERSION + "where v.model = :model order by v.version desc")
			.param("model", model)
			.query(RegistryTables::version)
			.list();
	}

	/// Names with at least one version, in alphabetical order.
	List<String> models() {
		return this.jdbc.sql("select distinct model from model_version order by model")
			.query((row, number) -> row.getString("model"))
			.list();
	}

	/// Deletes a version that no alias names, of a model that the caller has locked, and
	/// remembers its content.
	void delete(String model, int number, String contentSha256, Instant now) {
		Map<String, Object> row = Map.of("model", model, "version", number);
		this.jdbc.sql("""
				insert into model_deletion (model, version, content_sha256, deleted_at)
				values (:model, :version, :contentSha256, :now)""")
			.params(row)
			.param("contentSha256", contentSha256)
			.param("now", utc(now))
			.update();
		this.jdbc.sql("delete from model_artifact where model = :model and version = :version").params(row).update();
		this.jdbc.sql("delete from model_version where model = :model and version = :version").params(row).update();
	}

	boolean isDeleted(String model, String contentSha256) {
		return this.jdbc
			.sql("select count(*) from model_deletion where model = :model and content_sha256 = :contentSha256")
			.param("model", model)
			.param("contentSha256", contentSha256)
			.query(Integer.class)
			.single() > 0;
	}

	/// The manifest as it was written.
	Optional<String> manifest(ModelVersion version) {
		return this.jdbc.sql(SELECT_VERSION + "where v.model = :model and v.version = :version")
			.param("model", version.model())
			.param("version", version.number())
			.query(RegistryTables::manifest)
			.optional();
	}

	Optional<byte[]> content(ModelVersion version, String file) {
		return this.jdbc.sql("""
				select content from model_artifact
				where model = :model and version = :version and name = :name""")
			.param("model", version.model())
			.param("version", version.number())
			.param("name", file)
			.query((row, number) -> row.getBytes("content"))
			.optional();
	}

	private static ModelVersion version(ResultSet row, int rowNumber) throws SQLException {
		return ModelVersion.of(ManifestJson.read(manifest(row, rowNumber)));
	}

	private static String manifest(ResultSet row, int rowNumber) throws SQLException {
		String manifest = row.getString("manifest");
		if (!Sha256.of(manifest).equals(row.getString("manifest_sha256"))) {
			throw new DamagedArtifactException(row.getString("model"), row.getInt("version"), ModelManifest.FILE);
		}
		return manifest;
	}

	/// Instants cross JDBC as this type; the columns keep microseconds.
	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
