package io.isonet.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.isonet.mood.MoodSequence;
import io.isonet.network.ConfigJson;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Tensor;
import io.isonet.network.Weights;
import io.isonet.registry.ModelDraft;
import io.isonet.registry.ModelAliases;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// The pool follows the registry: with the real engine, the real registry, and the model
/// that is shipped.
@SpringBootTest(
		properties = "spring.datasource.url=jdbc:h2:mem:swap;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1")
class ModelSwapTests {

	private static final int SWAPS = 100;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private ModelAliases aliases;

	@Autowired
	private TrajectoryPredictor predictor;

	@Autowired
	private ServedModels served;

	@Autowired
	private HealthIndicator championHealthIndicator;

	@Autowired
	private JdbcClient jdbc;

	private final ExecutorService callers = Executors.newFixedThreadPool(4);

	@BeforeEach
	@AfterEach
	void startFromTheShippedModel() {
		activate(1);
	}

	@AfterEach
	void end() {
		this.callers.shutdownNow();
	}

	@Test
	void aHundredSwapsUnderLoadFailNoRequestAndEveryAnswerComesFromAChampion() throws Exception {
		int[] versions = { 1, publish(shifted(.1f)).number(), publish(shifted(.2f)).number() };
		Map<Integer, float[][]> expected = new HashMap<>();
		for (int version : versions) {
			expected.put(version, predict(String.valueOf(version)).trajectory().rows());
		}
		assertThat(expected.values().stream().map(Arrays::deepHashCode).distinct()).hasSize(3);
		Champions champions = new Champions();
		AtomicBoolean done = new AtomicBoolean();
		List<Future<Integer>> answers = new ArrayList<>();
		for (int caller = 0; caller < 4; caller++) {
			answers.add(this.callers.submit(() -> {
				int count = 0;
				while (!done.get()) {
					int from = champions.ended();
					Prediction prediction = predict(null);
					int number = prediction.version().number();
					assertThat(champions.between(from, champions.begun())).contains(number);
					assertClose(prediction.trajectory().rows(), expected.get(number));
					count++;
				}
				return count;
			}));
		}
		for (int swap = 1; swap <= SWAPS; swap++) {
			int version = versions[swap % versions.length];
			champions.begin(version);
			activate(version);
			champions.end();
			assertThat(predict(null).version().number()).isEqualTo(version);
		}
		done.set(true);
		int count = 0;
		for (Future<Integer> answer : answers) {
			count += answer.get();
		}
		assertThat(count).isGreaterThan(SWAPS);
	}

	@Test
	void whatWasSwappedOutIsClosed() {
		ModelVersion next = publish(shifted(.3f));
		ServedModel old = this.served.leaseChampion();
		activate(next.number());
		assertThat(old.isClosed()).as("someone still computes with it").isFalse();
		old.release();
		assertThat(old.isClosed()).isTrue();
	}

	@Test
	void anyVersionAnswersByItsNumberAndFewStayInMemory() {
		List<Integer> numbers = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			numbers.add(publish(shifted(.01f * i)).number());
		}
		for (int round = 0; round < 2; round++) {
			for (int number : numbers) {
				assertThat(predict(String.valueOf(number)).version().number()).isEqualTo(number);
			}
		}
		assertThat(predict("latest").version().number()).isEqualTo(numbers.getLast());
		assertThat(predict("champion").version().number()).isEqualTo(1);
	}

	static Stream<Arguments> damages() {
		return Stream.of(
				damage("weights cut short",
						(files) -> files.compute("model.safetensors",
								(name, file) -> Arrays.copyOf(file, file.length - 7)),
						"fill"),
				damage("weights with a flipped bit in the header", (files) -> {
					files.get("model.safetensors")[12] ^= 1;
				}, ""), damage("a weight that is not finite", ModelSwapTests::poison, "not finite"),
				damage("finite weights that answer the first journey with what is not", ModelSwapTests::overflow,
						"a first journey is not finite"),
				damage("no weights", (files) -> files.remove("model.safetensors"), "model.safetensors"),
				damage("no configuration", (files) -> files.remove("config.json"), "config.json"),
				damage("no vocabulary", (files) -> files.remove("tokenizer.json"), "tokenizer.json"),
				damage("a configuration of another size",
						(files) -> replace(files, "config.json", "\"hiddenSize\" : 32", "\"hiddenSize\" : 31"),
						"shape"),
				damage("a configuration of another kind",
						(files) -> replace(files, "config.json", "\"positionInput\" : true",
								"\"positionInput\" : false"),
						"shape"),
				damage("a configuration of another format",
						(files) -> replace(files, "config.json", "\"format\" : 1", "\"format\" : 9"), "format"),
				damage("a configuration that is no JSON",
						(files) -> files.put("config.json", "{".getBytes(StandardCharsets.UTF_8)), "config.json"),
				damage("a vocabulary of another size",
						(files) -> files.put("tokenizer.json",
								"{\"sad\": 0, \"<sos>\": 1, \"<eos>\": 2, \"<pad>\": 3}"
									.getBytes(StandardCharsets.UTF_8)),
						"vocabularySize"),
				damage("a vocabulary with an id twice",
						(files) -> replace(files, "tokenizer.json", "\"angry\":3", "\"angry\":2"), ""),
				damage("weights and configuration swapped", (files) -> {
					byte[] weights = files.get("model.safetensors");
					files.put("model.safetensors", files.get("config.json"));
					files.put("config.json", weights);
				}, "config.json"),
				damage("empty weights", (files) -> files.put("model.safetensors", new byte[0]), "8 bytes"),
				damage("a spread that is no JSON",
						(files) -> files.put("spread.json", "{".getBytes(StandardCharsets.UTF_8)), "spread.json"),
				damage("a spread of other features",
						(files) -> files.put("spread.json",
								"{\"format\": 1, \"features\": [], \"words\": {}}".getBytes(StandardCharsets.UTF_8)),
						"config.json has"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("damages")
	void aVersionThatCannotBeLoadedLeavesTheOldOneServing(String name, Consumer<Map<String, byte[]>> damage,
			String reason) {
		Map<String, byte[]> files = files(1);
		damage.accept(files);
		int broken = publish(files).number();
		activate(broken);
		assertThat(predict(null).version().number()).isEqualTo(1);
		Health health = this.championHealthIndicator.health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("version", 1);
		assertThat(String.valueOf(health.getDetails().get("failure"))).startsWith("Version " + broken).contains(reason);
		assertThatExceptionOfType(ModelUnavailableException.class).isThrownBy(() -> predict(String.valueOf(broken)))
			.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("model-unusable"));
		activate(1);
		assertThat(this.championHealthIndicator.health().getDetails()).doesNotContainKey("failure");
	}

	static Stream<Arguments> damagesInTheDatabase() {
		List<Arguments> damages = new ArrayList<>();
		for (String file : List.of("model.safetensors", "config.json", "tokenizer.json")) {
			damages.add(storedDamage(file, "first byte flipped", (content) -> flip(content, 0)));
			damages.add(storedDamage(file, "middle byte flipped", (content) -> flip(content, content.length / 2)));
			damages.add(storedDamage(file, "last byte flipped", (content) -> flip(content, content.length - 1)));
			damages.add(storedDamage(file, "cut short", (content) -> Arrays.copyOf(content, content.length - 1)));
			damages.add(storedDamage(file, "longer", (content) -> Arrays.copyOf(content, content.length + 1)));
			damages.add(storedDamage(file, "empty", (content) -> new byte[0]));
			damages.add(storedDamage(file, "zeros", (content) -> new byte[content.length]));
		}
		return damages.stream();
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("damagesInTheDatabase")
	void whatWasDamagedInTheDatabaseIsNotServed(String file, String name, UnaryOperator<byte[]> damage) {
		int broken = publish(shifted(.4f)).number();
		this.jdbc.sql("update model_artifact set content = ? where version = ? and name = ?")
			.params(damage.apply(this.registry.artifact(this.registry.version("isonet", "" + broken), file).clone()),
					broken, file)
			.update();
		assertOldServesOn(broken, file);
	}

	@ParameterizedTest
	@ValueSource(strings = { "model.safetensors", "config.json", "tokenizer.json" })
	void versionThatLostAFileInTheDatabaseIsNotServed(String file) {
		int broken = publish(shifted(.5f)).number();
		this.jdbc.sql("delete from model_artifact where version = ? and name = ?").params(broken, file).update();
		assertOldServesOn(broken, file);
	}

	@Test
	void weightsOfAnotherVersionInTheDatabaseAreNotServed() {
		int broken = publish(shifted(.6f)).number();
		this.jdbc.sql("update model_artifact set content = ? where version = ? and name = 'model.safetensors'")
			.params(files(1).get("model.safetensors"), broken)
			.update();
		assertOldServesOn(broken, "model.safetensors");
	}

	private void assertOldServesOn(int broken, String file) {
		activate(broken);
		assertThat(predict(null).version().number()).isEqualTo(1);
		Health health = this.championHealthIndicator.health();
		assertThat(health.getStatus()).as("readiness").isEqualTo(Status.UP);
		assertThat(String.valueOf(health.getDetails().get("failure"))).startsWith("Version " + broken)
			.contains("'" + file + "'", "is damaged");
	}

	private static byte[] flip(byte[] content, int at) {
		content[at] ^= 1;
		return content;
	}

	private static Arguments storedDamage(String file, String name, UnaryOperator<byte[]> damage) {
		return Arguments.of(file, name, damage);
	}

	private Prediction predict(String version) {
		return this.predictor
			.predict(new Journey(MoodSequence.parse("sad to happy"), 6, null, null, version, Urgency.NORMAL, ""));
	}

	private void activate(int version) {
		this.aliases.activate("isonet", ModelRegistry.CHAMPION, version, "test");
	}

	private ModelVersion publish(Map<String, byte[]> files) {
		ModelVersion first = this.registry.version("isonet", "1");
		return this.registry
			.publish(new ModelDraft("isonet", files, first.manifest().provenance(), "test", 1, OptionalInt.empty()));
	}

	private Map<String, byte[]> files(int version) {
		ModelVersion published = this.registry.version("isonet", String.valueOf(version));
		Map<String, byte[]> files = new LinkedHashMap<>();
		for (String file : List.of("model.safetensors", "config.json", "tokenizer.json")) {
			files.put(file, this.registry.artifact(published, file).clone());
		}
		return files;
	}

	/// The shipped model with its output shifted, so that its answers can be told.
	private Map<String, byte[]> shifted(float by) {
		return withBias(files(1), by);
	}

	private static void poison(Map<String, byte[]> files) {
		files.putAll(withBias(files, Float.NaN));
	}

	private static void overflow(Map<String, byte[]> files) {
		Weights weights = Weights.read(ConfigJson.read(files.get("config.json")), files.get("model.safetensors"));
		Tensor output = weights.tensor("fc.weight");
		float[] largest = new float[output.floats().length];
		Arrays.fill(largest, Float.MAX_VALUE);
		files.put("model.safetensors", weights.with("fc.weight", Tensor.of(largest, output.shape())).safetensors());
	}

	private static Map<String, byte[]> withBias(Map<String, byte[]> files, float by) {
		IsoNetConfig config = ConfigJson.read(files.get("config.json"));
		Weights weights = Weights.read(config, files.get("model.safetensors"));
		float[] bias = weights.tensor("fc.bias").floats();
		for (int f = 0; f < bias.length; f++) {
			bias[f] += by;
		}
		files.put("model.safetensors", weights.with("fc.bias", Tensor.of(bias, bias.length)).safetensors());
		return files;
	}

	private static void replace(Map<String, byte[]> files, String name, String found, String replacement) {
		String text = new String(files.get(name), StandardCharsets.UTF_8);
		assertThat(text).contains(found);
		files.put(name, text.replace(found, replacement).getBytes(StandardCharsets.UTF_8));
	}

	private static Arguments damage(String name, Consumer<Map<String, byte[]>> damage, String reason) {
		return Arguments.of(name, damage, reason);
	}

	private static void assertClose(float[][] actual, float[][] expected) {
		assertThat(actual).hasSameDimensionsAs(expected);
		for (int t = 0; t < expected.length; t++) {
			assertThat(actual[t]).containsExactly(expected[t], Offset.offset(2e-3f));
		}
	}

	/// Which versions were champion, in order; a change is under way between begin and
	/// end.
	private static final class Champions {

		private final List<Integer> versions = new ArrayList<>(List.of(1));

		private int ended;

		synchronized void begin(int version) {
			this.versions.add(version);
		}

		synchronized void end() {
			this.ended = this.versions.size() - 1;
		}

		synchronized int ended() {
			return this.ended;
		}

		synchronized int begun() {
			return this.versions.size() - 1;
		}

		synchronized List<Integer> between(int from, int to) {
			return List.copyOf(this.versions.subList(from, to + 1));
		}

	}

}
