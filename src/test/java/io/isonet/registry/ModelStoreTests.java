package io.isonet.registry;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import io.isonet.database.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

import static io.isonet.registry.Drafts.draft;
import static io.isonet.registry.Drafts.utf8;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
@ParameterizedClass
@EnumSource(Dialect.class)
class ModelStoreTests {

	private static final Path SHIPPED = Path.of("src/test/resources/registry/model-store");

	private final RegistryDatabase database;

	private final ModelRegistry registry;

	@TempDir
	Path directory;

	private Path store;

	ModelStoreTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
		this.registry = this.database.registry();
	}

	@BeforeEach
	void copyStore() throws IOException {
		this.store = this.directory.resolve("model-store");
		FileSystemUtils.copyRecursively(SHIPPED, this.store);
	}

	@Test
	void firstStartImportsTheModelAsChampion() throws IOException {
		start();
		ModelVersion champion = this.registry.champion("isonet").orElseThrow();
		assertThat(champion.number()).isEqualTo(1);
		for (Map.Entry<String, ModelFile> file : champion.manifest().files().entrySet()) {
			assertThat(this.registry.artifact(champion, file.getKey()))
				.isEqualTo(Files.readAllBytes(SHIPPED.resolve("isonet/1").resolve(file.getKey())));
		}
	}

	@Test
	void importKeepsWhatTheManifestSays() throws IOException {
		start();
		assertThat(this.registry.version("isonet", "1").manifest())
			.isEqualTo(ManifestJson.read(Files.readString(SHIPPED.resolve("isonet/1/manifest.json"))));
	}

	@Test
	void secondStartImportsNothing(CapturedOutput output) throws IOException {
		start();
		int length = output.length();
		start();
		assertThat(this.registry.model("isonet").versions()).hasSize(1);
		assertThat(output.toString().substring(length)).doesNotContain("Imported", "Refused");
	}

	@Test
	void contentThatIsKnownUnderAnotherNumberIsPassedOver() throws IOException {
		start();
		ship("isonet", 4, "config.json", Files.readString(SHIPPED.resolve("isonet/1/config.json")));
		start();
		start();
		assertThat(this.registry.model("isonet").versions()).hasSize(2);
	}

	@Test
	void newContentBecomesTheNextVersionAndTheChampionStays() throws IOException {
		start();
		this.registry.publish(draft("isonet", "trained here"));
		ship("isonet", 2, "config.json", "newer");
		start();
		ModelVersion imported = this.registry.version("isonet", "latest");
		assertThat(imported.number()).isEqualTo(3);
		assertThat(imported.manifest().version()).isEqualTo(3);
		assertThat(this.registry.artifact(imported, "config.json")).isEqualTo(utf8("newer"));
		assertThat(this.registry.champion("isonet").orElseThrow().number()).isEqualTo(1);
	}

	@Test
	void changedContentUnderAnOldNumberBecomesTheNextVersion() throws IOException {
		start();
		FileSystemUtils.deleteRecursively(this.store.resolve("isonet/1"));
		ship("isonet", 1, "config.json", "newer");
		start();
		assertThat(this.registry.model("isonet").aliases()).containsEntry("champion", 1).containsEntry("latest", 2);
	}

	@Test
	void modelThatAnOperatorTrainedKeepsItsVersionsAndItsChampion() throws IOException {
		this.registry.publish(draft("isonet", "trained here"));
		this.database.aliases().activate("isonet", "champion", 1, "test");
		start();
		assertThat(this.registry.model("isonet").aliases()).containsOnly(Map.entry("champion", 1),
				Map.entry("latest", 2));
	}

	@Test
	void modelWithoutAChampionGetsTheShippedOne() throws IOException {
		// a caller was faster than the first start
		this.registry.publish(draft("isonet", "trained here"));
		start();
		assertThat(this.registry.model("isonet").aliases()).containsOnly(Map.entry("champion", 2),
				Map.entry("latest", 2));
	}

	@Test
	void versionsOfANewModelKeepTheirNumbersAndTheHighestIsChampion() throws IOException {
		ship("isonet", 12, "config.json", "newer");
		ship("isonet", 9, "config.json", "new");
		start();
		assertThat(this.registry.model("isonet").versions()).extracting(ModelVersion::number).containsExactly(12, 9, 1);
		assertThat(this.registry.champion("isonet").orElseThrow().number()).isEqualTo(12);
	}

	@Test
	void damagedFileIsRefusedAndTheOthersAreImported(CapturedOutput output) throws IOException {
		ship("calm", 1, "config.json", "a");
		Files.writeString(this.store.resolve("isonet/1/config.json"), "{\"format\": 2}\n");
		start();
		assertThat(output).contains("ERROR", "Refused isonet/1 of the model store: config.json is damaged");
		assertThat(this.registry.models()).extracting(Model::name).containsExactly("calm");
		assertThat(this.database.jdbc().sql("select name from model").query(String.class).list())
			.containsExactly("calm");
	}

	@Test
	void missingManifestIsRefused(CapturedOutput output) throws IOException {
		Files.delete(this.store.resolve("isonet/1/manifest.json"));
		start();
		assertThat(output).contains("Refused isonet/1 of the model store: manifest.json is missing.");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void missingFileIsRefused(CapturedOutput output) throws IOException {
		Files.delete(this.store.resolve("isonet/1/README.md"));
		start();
		assertThat(output).contains("Refused isonet/1 of the model store: README.md is missing.");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void manifestOfAnotherVersionIsRefused(CapturedOutput output) throws IOException {
		Files.move(this.store.resolve("isonet/1"), this.store.resolve("isonet/2"));
		start();
		assertThat(output).contains("manifest.json is that of version 1 of model 'isonet'.");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void unreadableManifestIsRefused(CapturedOutput output) throws IOException {
		Files.writeString(this.store.resolve("isonet/1/manifest.json"), "{\"format\": 1}");
		start();
		assertThat(output).contains("Refused isonet/1 of the model store: manifest.json cannot be read");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void manifestThatReachesForOtherFilesIsRefused(CapturedOutput output) throws IOException {
		Path manifest = this.store.resolve("isonet/1/manifest.json");
		Files.writeString(manifest, Files.readString(manifest).replace("README.md", "../../../secret"));
		start();
		assertThat(output).contains("manifest.json names a file that no version can have.");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void linkOutOfTheStoreIsRefused(CapturedOutput output) throws IOException {
		Path outside = this.directory.resolve("outside");
		Files.move(this.store.resolve("isonet/1/config.json"), outside);
		Files.createSymbolicLink(this.store.resolve("isonet/1/config.json"), outside);
		start();
		assertThat(output).contains("config.json cannot be read: it is a link that leads out of the store.");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void linkedDirectoryOutsideOfTheStoreIsRefused(CapturedOutput output) throws IOException {
		Path outside = this.directory.resolve("outside");
		Files.move(this.store.resolve("isonet"), outside);
		Files.createSymbolicLink(this.store.resolve("isonet"), outside);
		start();
		assertThat(output).contains("manifest.json cannot be read: it is a link that leads out of the store.");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void linkWithinTheStoreIsFollowed() throws IOException {
		Path hidden = this.store.resolve(".data");
		Files.move(this.store.resolve("isonet/1/config.json"), hidden);
		Files.createSymbolicLink(this.store.resolve("isonet/1/config.json"), hidden);
		start();
		assertThat(this.registry.champion("isonet")).isPresent();
	}

	@Test
	void fileBeyondTheLimitIsRefused(CapturedOutput output) throws IOException {
		new ModelStore(this.registry, this.database.aliases(), this.database.transactionManager(),
				new DirectoryVersions(this.store), DataSize.ofBytes(15))
			.start();
		assertThat(output).contains("is larger than 15B.");
		assertThat(this.registry.models()).isEmpty();
	}

	@Test
	void directoryThatNamesNoVersionIsRefusedAndOtherFilesArePassedOver(CapturedOutput output) throws IOException {
		Files.createDirectories(this.store.resolve("isonet/one"));
		Files.createDirectories(this.store.resolve(".git/1"));
		Files.writeString(this.store.resolve("README.md"), "# Models\n");
		start();
		assertThat(output).contains("Refused isonet/one of the model store").doesNotContain(".git", "README.md");
		assertThat(this.registry.champion("isonet")).isPresent();
	}

	@Test
	void storeOnTheClasspathIsImported(CapturedOutput output) throws IOException {
		start(new ClasspathVersions(getClass().getClassLoader(), "registry/model-store"));
		assertThat(this.registry.champion("isonet")).isPresent();
		assertThat(output).doesNotContain("Refused");
	}

	@Test
	void storeInAJarIsImported(CapturedOutput output) throws IOException {
		Path jar = this.directory.resolve("application.jar");
		pack(jar);
		try (URLClassLoader classLoader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			start(new ClasspathVersions(classLoader, "model-store"));
		}
		assertThat(this.registry.champion("isonet")).isPresent();
		assertThat(output).doesNotContain("Refused");
	}

	@Test
	void classpathWithoutAStoreImportsNothing() throws IOException {
		start(new ClasspathVersions(getClass().getClassLoader(), "registry/nowhere"));
		assertThat(this.registry.models()).isEmpty();
	}

	private void start() throws IOException {
		start(new DirectoryVersions(this.store));
	}

	private void start(ShippedVersions shipped) throws IOException {
		new ModelStore(this.registry, this.database.aliases(), this.database.transactionManager(), shipped,
				DataSize.ofMegabytes(1))
			.start();
	}

	/// Lays a version with one file into the store, as published elsewhere.
	private void ship(String model, int number, String file, String content) throws IOException {
		ModelRegistry origin = RegistryDatabase.of(Dialect.H2).registry();
		ModelVersion version = origin.publish(draft(model, Map.of(file, utf8(content)), OptionalInt.of(number)));
		Path target = Files.createDirectories(this.store.resolve(model + "/" + number));
		Files.write(target.resolve(file), origin.artifact(version, file));
		Files.write(target.resolve("manifest.json"), origin.artifact(version, "manifest.json"));
	}

	/// As Maven packs it: with entries for the directories.
	private void pack(Path jar) throws IOException {
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
				Stream<Path> paths = Files.walk(this.store)) {
			for (Path path : paths.toList()) {
				String name = this.directory.relativize(path).toString();
				out.putNextEntry(new JarEntry(Files.isDirectory(path) ? name + "/" : name));
				if (Files.isRegularFile(path)) {
					Files.copy(path, out);
				}
				out.closeEntry();
			}
		}
	}

}
