package io.isonet.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.isonet.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

import static io.isonet.registry.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

/// The calls against a registry that has just imported the shipped model.
@WebMvcTest(
		controllers = { ModelController.class, ModelVersionController.class, ArtifactController.class,
				AliasController.class, ArchiveController.class, ImportController.class },
		properties = { "isonet.model-store=src/test/resources/registry/model-store",
				"spring.datasource.url=jdbc:h2:mem:registry-http;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH" })
@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class })
@Import(RegistryConfiguration.class)
@EnableConfigurationProperties(RegistryProperties.class)
@Transactional
class RegistryHttpTests {

	@TestConfiguration
	@ComponentScan("io.isonet.database")
	static class Database {

	}

	private static final String ARCHIVE = "/api/v1/models/isonet/versions/champion/archive";

	@MockitoBean
	VersionInspection inspection;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ModelAliases aliases;

	@Autowired
	private ModelRegistry registry;

	@Test
	void modelsAreListed() {
		assertThat(this.mvc.get().uri("/api/v1/models")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo(
					"""
							{"models": [{"name": "isonet", "aliases": {"champion": 1, "latest": 1}, "versions": [
							  {"version": 1, "createdAt": "2026-11-01T08:30:00.123456Z", "preset": "default", "parameters": 3321}]}]}
							""");
	}

	@Test
	void modelShowsItsVersionsNewestFirst() {
		this.registry.publish(draft("isonet", "a"));
		assertThat(this.mvc.get().uri("/api/v1/models/isonet")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"name": "isonet", "aliases": {"champion": 1, "latest": 2}, "versions": [
				  {"version": 2, "createdAt": "%s", "preset": "notebook", "parameters": 3321},
				  {"version": 1, "createdAt": "2026-11-01T08:30:00.123456Z", "preset": "default", "parameters": 3321}]}
				""".formatted(this.registry.version("isonet", "2").createdAt()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "champion", "latest" })
	void versionShowsItsManifestAndAliases(String version) {
		assertThat(this.mvc.get().uri("/api/v1/models/isonet/versions/{version}", version)).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"format": 1, "model": "isonet", "version": 1, "aliases": ["champion", "latest"],
					 "createdAt": "2026-11-01T08:30:00.123456Z", "preset": "default", "parameters": 3321,
					 "contentSha256": "%s",
					 "files": {"config.json": {"size": 14}, "model.safetensors": {"size": 16}},
					 "provenance": {"settings": {"epochs": 100}, "seed": 42, "codeVersion": "0.1.0",
					  "startedAt": "2026-11-01T08:00:00Z", "finishedAt": "2026-11-01T08:29:59.500Z"}}
					""".formatted(this.registry.version("isonet", "1").contentSha256()));
	}

	@Test
	void metricsAreTheContentOfTheirFile() {
		assertThat(this.mvc.get().uri("/api/v1/models/isonet/versions/champion/metrics")).hasStatusOk()
			.hasContentType(MediaType.APPLICATION_JSON)
			.bodyJson()
			.isStrictlyEqualTo("""
					{"training": {"epochs": [{"epoch": 1, "trainLoss": 0.9, "validationLoss": 0.95}]}}""");
	}

	@ParameterizedTest
	@CsvSource({ "config.json,application/json", "manifest.json,application/json",
			"README.md,text/markdown;charset=UTF-8", "model.safetensors,application/octet-stream" })
	void fileIsDownloadedUnderItsDigest(String file, String contentType) {
		byte[] content = this.registry.artifact(this.registry.version("isonet", "1"), file);
		MvcTestResult result = file(file);
		assertThat(result).hasStatusOk()
			.hasHeader("Content-Type", contentType)
			.hasHeader("Content-Length", String.valueOf(content.length))
			.hasHeader("Content-Disposition", "attachment; filename=\"" + file + "\"")
			.hasHeader("ETag", "\"" + Sha256.of(content) + "\"")
			.hasHeader("X-Content-Type-Options", "nosniff");
		assertThat(result).body().isEqualTo(content);
	}

	@ParameterizedTest
	@ValueSource(strings = { "config.json", "manifest.json" })
	void fileThatTheCallerHasIsNotSentAgain(String file) {
		String tag = file(file).getResponse().getHeader("ETag");
		MvcTestResult again = this.mvc.get()
			.uri("/api/v1/models/isonet/versions/1/files/{file}", file)
			.header("If-None-Match", tag)
			.exchange();
		assertThat(again).hasStatus(304).hasHeader("ETag", tag).body().isEmpty();
		assertThat(this.mvc.get()
			.uri("/api/v1/models/isonet/versions/1/files/{file}", file)
			.header("If-None-Match", "\"other\"")).hasStatusOk();
	}

	@ParameterizedTest
	@CsvSource({ "/isonett,unknown-model", "/isonett/versions/1,unknown-model",
			"/isonett/aliases/champion,unknown-model", "/isonet/versions/2,unknown-version",
			"/isonet/versions/challenger,unknown-alias", "/isonet/versions/2/metrics,unknown-version",
			"/isonet/aliases/challenger,unknown-alias", "/isonet/aliases/1,unknown-alias",
			"/isonet/versions/1/files/model.pt,unknown-file", "/isonet/versions/2/files/config.json,unknown-version" })
	void whatThereIsNotIsNotFound(String path, String problem) {
		assertProblem(this.mvc.get().uri("/api/v1/models" + path).exchange(), 404, problem);
	}

	@Test
	void aliasIsSetAndShown() {
		this.registry.publish(draft("isonet", "a"));
		String expected = """
				{"model": "isonet", "alias": "champion", "version": 2}""";
		assertThat(put("champion", "{\"version\": 2}")).hasStatusOk().bodyJson().isStrictlyEqualTo(expected);
		assertThat(put("champion", "{\"version\": 2}")).hasStatusOk().bodyJson().isStrictlyEqualTo(expected);
		assertThat(this.mvc.get().uri("/api/v1/models/isonet/aliases/champion")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"version\": null}", "{\"version\": 1.0}", "{\"version\": 1.5}",
			"{\"version\": \"1\"}", "{\"version\": 0}", "{\"version\": -1}", "{\"version\": true}",
			"{\"version\": [1]}", "{\"version\": 4294967297}" })
	void aliasNamesAWholeNumber(String body) {
		MvcTestResult result = put("champion", body);
		assertProblem(result, 422, "invalid-version");
		assertThat(result).bodyJson()
			.extractingPath("$.errors[0].detail")
			.asString()
			.startsWith("A whole number from 1, such as 3, is needed");
	}

	@Test
	void aliasThatIsGivenNoVersionIsToldSo() {
		assertThat(put("champion", "{}")).bodyJson()
			.extractingPath("$.errors[0]")
			.asMap()
			.containsEntry("pointer", "/version")
			.containsEntry("detail", "A whole number from 1, such as 3, is needed.");
	}

	@Test
	void aliasNeedsABody() {
		assertThat(put("champion", "null")).hasStatus(400);
		assertThat(put("champion", "{")).hasStatus(400);
	}

	@Test
	void aliasThatIsComputedCannotBeSet() {
		assertProblem(put("latest", "{\"version\": 1}"), 422, "invalid-alias");
		assertProblem(put("7", "{\"version\": 1}"), 422, "invalid-alias");
	}

	@Test
	void aliasNamesOnlyWhatExists() {
		assertProblem(put("champion", "{\"version\": 2}"), 404, "unknown-version");
	}

	@Test
	void versionLeavesAsOneZipInTheLayoutOfTheStore() throws IOException {
		MvcTestResult result = this.mvc.get().uri(ARCHIVE).exchange();
		byte[] zip = result.getMvcResult().getResponse().getContentAsByteArray();
		assertThat(result).hasStatusOk()
			.hasHeader("Content-Type", "application/zip")
			.hasHeader("Content-Length", String.valueOf(zip.length))
			.hasHeader("Content-Disposition", "attachment; filename=\"isonet-1.zip\"");
		Map<String, byte[]> files = ZipFiles.read(zip, new ImportLimit(DataSize.ofMegabytes(1)));
		assertThat(files.keySet()).containsExactly("isonet/1/README.md", "isonet/1/config.json",
				"isonet/1/manifest.json", "isonet/1/metrics.json", "isonet/1/model.safetensors",
				"isonet/1/tokenizer.json");
		Path store = Path.of("src/test/resources/registry/model-store");
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			if (!file.getKey().endsWith("manifest.json")) {
				assertThat(file.getValue()).isEqualTo(Files.readAllBytes(store.resolve(file.getKey())));
			}
		}
		assertThat(this.mvc.get().uri(ARCHIVE).exchange().getMvcResult().getResponse().getContentAsByteArray())
			.as("the same bytes every time")
			.isEqualTo(zip);
	}

	@Test
	void archiveIsNotSentAgainAndItsHeadHasNoBody() throws IOException {
		MvcTestResult result = this.mvc.get().uri(ARCHIVE).exchange();
		String tag = result.getMvcResult().getResponse().getHeader("ETag");
		assertThat(this.mvc.get().uri(ARCHIVE).header("If-None-Match", tag)).hasStatus(304).hasHeader("ETag", tag);
		MvcTestResult head = this.mvc.head().uri(ARCHIVE).exchange();
		assertThat(head).hasStatusOk()
			.hasHeader("ETag", tag)
			.hasHeader("Content-Length", result.getMvcResult().getResponse().getHeader("Content-Length"));
		assertThat(head.getMvcResult().getResponse().getContentAsByteArray()).isEmpty();
	}

	@Test
	void archiveOfADamagedVersionIsAProblemAndNoBrokenZip() {
		this.jdbc.sql("update model_artifact set content = '00' where name = 'tokenizer.json'").update();
		assertProblem(this.mvc.get().uri(ARCHIVE).exchange(), 500, "damaged-artifact");
	}

	private MvcTestResult file(String file) {
		return this.mvc.get().uri("/api/v1/models/isonet/versions/champion/files/{file}", file).exchange();
	}

	private MvcTestResult put(String alias, String body) {
		return this.mvc.put()
			.uri("/api/v1/models/isonet/aliases/{alias}", alias)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	private static void assertProblem(MvcTestResult result, int status, String problem) {
		assertThat(result).hasStatus(status);
		assertThat(result.getMvcResult().getResolvedException()).isInstanceOfSatisfying(ProblemException.class,
				(exception) -> assertThat(exception.type().name()).isEqualTo(problem));
	}

	@Test
	void aliasHasAnEntityTagThatChangesWithIt() {
		this.registry.publish(draft("isonet", "a"));
		String alias = "/api/v1/models/isonet/aliases/champion";
		assertThat(this.mvc.get().uri(alias)).hasStatusOk().hasHeader("ETag", "\"1\"");
		assertThat(put(alias, 2, "\"1\"")).hasStatusOk().hasHeader("ETag", "\"2\"");
		assertThat(put(alias, 1, "\"1\"")).hasStatus(412)
			.bodyJson()
			.extractingPath("$.type")
			.isEqualTo("urn:isonet:problem:alias-changed");
		assertThat(put(alias, 1, "2")).hasStatus(422);
		assertThat(this.mvc.get().uri("/api/v1/models/isonet/aliases/latest")).hasStatusOk()
			.doesNotContainHeader("ETag");
	}

	@Test
	void rollbackAnswersWithTheVersionBeforeAndHistoryTellsIt() {
		this.registry.publish(draft("isonet", "a"));
		this.aliases.activate("isonet", "champion", 2, "test");
		String alias = "/api/v1/models/isonet/aliases/champion";
		assertThat(this.mvc.post().uri(alias + "/rollback")).hasStatusOk()
			.hasHeader("ETag", "\"3\"")
			.bodyJson()
			.isStrictlyEqualTo("{\"model\": \"isonet\", \"alias\": \"champion\", \"version\": 1}");
		assertThat(this.mvc.post().uri(alias + "/rollback")).hasStatus(409);
		assertThat(this.mvc.get().uri(alias + "/history")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.changes[*].by")
			.asArray()
			.containsExactly("http 127.0.0.1", "test", "model-store");
	}

	@Test
	void versionIsDeletedByItsNumberUnlessAnAliasNamesIt() {
		this.registry.publish(draft("isonet", "a"));
		assertThat(this.mvc.delete().uri("/api/v1/models/isonet/versions/1")).hasStatus(409)
			.bodyJson()
			.extractingPath("$.type")
			.isEqualTo("urn:isonet:problem:version-in-use");
		assertThat(this.mvc.delete().uri("/api/v1/models/isonet/versions/latest")).hasStatus(422);
		assertThat(this.mvc.delete().uri("/api/v1/models/isonet/versions/2")).hasStatus(204);
		assertThat(this.mvc.get().uri("/api/v1/models/isonet/versions/2")).hasStatus(404);
	}

	private MvcTestResult put(String alias, int version, String ifMatch) {
		return this.mvc.put()
			.uri(alias)
			.header("If-Match", ifMatch)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"version\": " + version + "}")
			.exchange();
	}

}
