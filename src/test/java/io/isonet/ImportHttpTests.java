package io.isonet;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ConfigJson;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.SafeTensors;
import io.isonet.network.SpreadJson;
import io.isonet.network.Tensor;
import io.isonet.network.TrackSpread;
import io.isonet.network.WordDeviations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Versions that leave as a zip and come in as a zip or as parts: whole, or not at all.
@RunningService
class ImportHttpTests {

	private static final Path SHIPPED = Path.of("model-store/isonet/1");

	private static final List<String> NEEDED = List.of("config.json", "model.safetensors", "tokenizer.json");

	private static final String CONFIG = "config.json";

	private static final String TOKENIZER = "tokenizer.json";

	private static final String WEIGHTS = "model.safetensors";

	private static final String SPREAD = "spread.json";

	private static final String MANIFEST = "manifest.json";

	private static final String ARCHIVE = "/api/v1/models/isonet/versions/1/archive";

	private final Caller caller;

	ImportHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
	}

	@Test
	void exportIsImportedUnderAnotherNameAndPredictsTheSameToTheBit() {
		byte[] zip = this.caller.get(ARCHIVE).body();
		Answer answer = send("travelled", zip);
		assertThat(answer).hasStatus(201).hasHeader("Location", "/api/v1/models/travelled/versions/1");
		JsonNode origin = this.caller.get("/api/v1/models/isonet/versions/1").json();
		JsonNode imported = this.caller.get("/api/v1/models/travelled/versions/1").json();
		assertThat(answer.json()).isEqualTo(imported);
		for (String same : List.of("contentSha256", "files", "provenance", "preset", "parameters", "createdAt")) {
			assertThat(imported.path(same)).as(same).isEqualTo(origin.path(same));
		}
		assertThat(imported.path("aliases").toString()).as("nothing is activated").isEqualTo("[\"latest\"]");
		assertThat(predict("travelled").path("trajectory")).isEqualTo(predict("isonet").path("trajectory"));
	}

	@Test
	void exportOfAnImportIsTheSameButForItsNameAndManifest() {
		Answer imported = send("again", this.caller.get(ARCHIVE).body());
		Answer zip = this.caller.get(imported.header("Location").orElseThrow() + "/archive");
		assertThat(zip).hasHeader("Content-Disposition", "attachment; filename=\"again-1.zip\"");
		assertThat(send("isonet", zip.body())).hasStatus(200);
	}

	@Test
	void versionWithASpreadTravelsWithIt() throws IOException {
		Map<String, byte[]> files = needed();
		files.put(SPREAD, spread());
		Answer imported = send("with-spread", zip(files));
		assertThat(imported).hasStatus(201);
		assertThat(imported.json().path("files").propertyNames()).contains(SPREAD);
		assertThat(imported.json().path("contentSha256"))
			.isNotEqualTo(this.caller.get("/api/v1/models/isonet/versions/1").json().path("contentSha256"));
		assertThat(this.caller.get("/api/v1/models/with-spread/versions/1/files/spread.json").body())
			.isEqualTo(files.get(SPREAD));
		String prediction = "{\"moods\": \"sad to happy\", \"length\": 2, \"model\": \"%s\", \"version\": 1, \"spread\": true}";
		JsonNode answer = this.caller.post("/api/v1/predictions", prediction.formatted("with-spread")).json();
		assertThat(answer.path("spread").path("lower")).hasSize(2);
		assertThat(answer.path("warnings")).isEmpty();

		byte[] archive = this.caller.get("/api/v1/models/with-spread/versions/1/archive").body();
		assertThat(send("with-spread", archive)).as("the same content").hasStatus(200);
		assertThat(send("spread-again", archive)).hasStatus(201);
		assertThat(this.caller.post("/api/v1/predictions", prediction.formatted("spread-again")).json().path("spread"))
			.isEqualTo(answer.path("spread"));
	}

	static Stream<Arguments> spreads() {
		return Stream.of(Arguments.of("no JSON", "cannot be read", "{", "["),
				Arguments.of("another format", "format 2", "\"format\":1", "\"format\":2"),
				Arguments.of("another feature", "config.json has", "\"energy\"", "\"warmth\""),
				Arguments.of("quantiles that fall", "fall", "[-1.0,1.0]", "[1.0,-1.0]"),
				Arguments.of("a quantile that is none", "", "[-1.0,1.0]", "[null,1.0]"),
				Arguments.of("a deviation of 0", "above 0", "0.5", "0"), Arguments.of("nothing", "", "{.*", ""),
				Arguments.of("null", "null", "{.*", "null"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("spreads")
	void damagedSpreadIsRefusedWithItsReason(String name, String reason, String found, String replacement)
			throws IOException {
		Map<String, byte[]> files = needed();
		String json = new String(spread(), StandardCharsets.UTF_8);
		files.put(SPREAD, utf8(found.endsWith("*") ? replacement : json.replace(found, replacement)));
		assertRefused(files, SPREAD, reason);
	}

	@Test
	void headOfAnArchiveTellsItsSizeAndSendsNothing() {
		Answer head = this.caller.send("HEAD", ARCHIVE, BodyPublishers.noBody());
		Answer zip = this.caller.get(ARCHIVE);
		assertThat(head).hasStatus(200)
			.hasHeader("Content-Length", String.valueOf(zip.body().length))
			.hasHeader("ETag", zip.header("ETag").orElseThrow());
		assertThat(head.body()).isEmpty();
		assertThat(this.caller.get(ARCHIVE, "If-None-Match", zip.header("ETag").orElseThrow())).hasStatus(304);
	}

	@Test
	void contentThatIsThereAlreadyStaysTheVersionThatItIs() {
		Answer answer = send("isonet", this.caller.get(ARCHIVE).body());
		assertThat(answer).hasStatus(200);
		assertThat(answer.json()).isEqualTo(this.caller.get("/api/v1/models/isonet/versions/1").json());
	}

	@Test
	void weightsOfPyTorchComeInAsThreeFilesWithoutAManifest() throws IOException {
		Answer answer = this.caller.post("/api/v1/models/from-pytorch/versions", parts(needed()));
		assertThat(answer).hasStatus(201).hasHeader("Location", "/api/v1/models/from-pytorch/versions/1");
		JsonNode version = answer.json();
		assertThat(version.path("preset").asString()).isEqualTo("imported");
		assertThat(version.path("provenance").isNull()).isTrue();
		assertThat(version.path("parameters").asInt()).isEqualTo(25_378);
		assertThat(version.path("files").propertyNames()).containsExactlyElementsOf(NEEDED);
		assertThat(predict("from-pytorch").path("trajectory")).isEqualTo(predict("isonet").path("trajectory"));
		Answer zip = this.caller.get("/api/v1/models/from-pytorch/versions/1/archive");
		assertThat(send("from-pytorch", zip.body())).hasStatus(200);
		assertThat(send("from-export", zip.body())).hasStatus(201);
		assertThat(this.caller.post("/api/v1/trainings", "{\"from\": {\"model\": \"from-pytorch\", \"version\": 1}}"))
			.isProblem(422, "not-reproducible")
			.says("without a manifest");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "any/", "Any Folder/x/" })
	void filesLieAtTheRootOrInOneDirectory(String directory) throws IOException {
		CraftedZip zip = new CraftedZip();
		needed().forEach((name, content) -> zip.file(directory + name, content));
		assertThat(send("isonet-in-folder", zip.bytes()).status()).isIn(200, 201);
	}

	@Test
	void partsMayAllBeCalledFile() throws IOException {
		Caller.Multipart upload = new Caller.Multipart();
		needed().forEach((name, content) -> upload.file("file", name, content));
		assertThat(this.caller.post("/api/v1/models/parts/versions", upload)).hasStatus(201);
		assertThat(this.caller.post("/api/v1/models/parts/versions", upload.file("file", CONFIG, new byte[1])))
			.isProblem(422, "invalid-archive")
			.says("'config.json' stands more than once");
	}

	@Test
	void fileThatPyTorchWroteComesIn() throws IOException {
		byte[] weights = Files.readAllBytes(Path.of("src/test/resources/golden/forward-b16-weights.safetensors"));
		int words = (int) SafeTensors.read(weights).get("embedding.weight").shape()[0];
		List<String> moods = IntStream.range(0, words - 3).mapToObj((word) -> "mood " + word).toList();
		Answer answer = this.caller.post("/api/v1/models/notebook/versions", parts(Map.of(WEIGHTS, weights, CONFIG,
				ConfigJson.write(IsoNetConfig.notebook(words)), TOKENIZER, utf8(MoodVocabulary.of(moods).toJson()))));
		assertThat(answer).hasStatus(201);
		assertThat(this.caller.post("/api/v1/predictions",
				"{\"moods\": \"mood 1\", \"length\": 3, \"model\": \"notebook\", \"version\": 1}"))
			.hasStatus(200);
	}

	@Test
	void zipMayBeAPart() throws IOException {
		Caller.Multipart upload = new Caller.Multipart().file("archive", zip(needed()));
		assertThat(this.caller.post("/api/v1/models/parcel/versions", upload)).hasStatus(201);
		assertThat(this.caller.post("/api/v1/models/parcel/versions", upload.file(CONFIG, needed().get(CONFIG))))
			.isProblem(422, "invalid-archive")
			.says("archive");
	}

	static Stream<Arguments> damages() {
		return Stream.of(damage("weights cut short", WEIGHTS, "fill", (file) -> Arrays.copyOf(file, file.length - 7)),
				damage("weights cut to their header", WEIGHTS, "bytes of data",
						(file) -> Arrays.copyOf(file,
								8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong())),
				damage("weights cut within their header", WEIGHTS, "the header ends",
						(file) -> Arrays.copyOf(file, 100)),
				damage("a bit flipped in the header", WEIGHTS, "", (file) -> flip(file, 12)),
				damage("a bit flipped in the length of the header", WEIGHTS, "", (file) -> flip(file, 0)),
				damage("a header longer than the file", WEIGHTS, "header", (file) -> flip(file, 2)),
				damage("a header of 2^63 bytes", WEIGHTS, "header", (file) -> flip(file, 7)),
				damage("empty weights", WEIGHTS, "8 bytes", (file) -> new byte[0]),
				damage("bytes behind the weights", WEIGHTS, "bytes of data",
						(file) -> Arrays.copyOf(file, file.length + 8)),
				damage("a weight missing", WEIGHTS, "fc.bias' is missing", (file) -> {
					Map<String, Tensor> tensors = new TreeMap<>(SafeTensors.read(file));
					tensors.remove("fc.bias");
					return SafeTensors.write(tensors);
				}),
				damage("a weight renamed", WEIGHTS, "fc.bias' is missing",
						header((json) -> json.replace("\"fc.bias\"", "\"fc.bies\""))),
				damage("a weight of another shape", WEIGHTS, "shape",
						header((json) -> json.replace("\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[11,32]",
								"\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[32,11]"))),
				damage("a weight of another type", WEIGHTS, "I32",
						header((json) -> json.replaceFirst("\"F32\"", "\"I32\""))),
				damage("a type that nobody knows", WEIGHTS, "dtype",
						header((json) -> json.replaceFirst("\"F32\"", "\"F31\""))),
				damage("a weight twice", WEIGHTS, "fc.bias",
						header((json) -> json.replace("\"c0.bias\"", "\"fc.bias\""))),
				damage("weights that overlap", WEIGHTS, "begins at byte 0",
						header((json) -> json.replace("[4,68]", "[0,64]"))),
				damage("a hole between weights", WEIGHTS, "begins at byte 8",
						header((json) -> json.replace("[4,68]", "[8,72]"))),
				damage("a weight too many", WEIGHTS, "unknown", ImportHttpTests::withAnother),
				damage("a weight that is no number", WEIGHTS, "not finite", (file) -> withLast(file, Float.NaN)),
				damage("a weight beyond all numbers", WEIGHTS, "not finite",
						(file) -> withLast(file, Float.POSITIVE_INFINITY)),
				damage("weights that are zeros", WEIGHTS, "header", (file) -> new byte[1000]),
				damage("weights that let the answer overflow", WEIGHTS, "not finite", ImportHttpTests::beyondFloats),
				damage("no JSON", CONFIG, "cannot be read", (file) -> utf8("{")),
				damage("an empty configuration", CONFIG, "cannot be read", (file) -> new byte[0]),
				damage("a configuration of nothing", CONFIG, "cannot be read", (file) -> utf8("{}")),
				damage("null in place of a configuration", CONFIG, "", (file) -> utf8("null")),
				damage("a configuration without features", CONFIG, "",
						text("\"features\" : [", "\"features\" : null, \"x\" : [")),
				damage("another format", CONFIG, "format 9", text("\"format\" : 1", "\"format\" : 9")),
				damage("a size beyond reason", CONFIG, "hiddenSize",
						text("\"hiddenSize\" : 32", "\"hiddenSize\" : 2000000000")),
				damage("an unknown field", CONFIG, "layers", text("\"format\" : 1", "\"format\" : 1, \"layers\" : 2")),
				damage("a field twice", CONFIG, "format", text("\"format\" : 1", "\"format\" : 1, \"format\" : 1")),
				damage("no JSON in the vocabulary", TOKENIZER, "not JSON", (file) -> utf8("{\"a\": 0,")),
				damage("an id twice", TOKENIZER, "", text("\"angry\":3", "\"angry\":2")),
				damage("a word twice", TOKENIZER, "twice", text("\"angry\":3", "\"angry\":3,\"angry\":3")),
				damage("a vocabulary of another size", TOKENIZER, "vocabularySize",
						(file) -> utf8("{\"sad\": 0, \"<sos>\": 1, \"<eos>\": 2, \"<pad>\": 3}")),
				damage("an empty vocabulary", TOKENIZER, "empty", (file) -> new byte[0]),
				damage("figures that are no JSON", "metrics.json", "JSON", (file) -> utf8("[")),
				damage("figures that are no object", "metrics.json", "JSON", (file) -> utf8("[1]")),
				damage("a card that is no text", "README.md", "UTF-8", (file) -> new byte[] { (byte) 0xFF }));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("damages")
	void damagedFileIsRefusedWithItsReason(String name, String file, String reason, UnaryOperator<byte[]> damage)
			throws IOException {
		Map<String, byte[]> files = shipped();
		files.remove(MANIFEST);
		files.computeIfPresent(file, (key, content) -> damage.apply(content.clone()));
		assertRefused(files, file, reason);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("damages")
	void damageIsFoundByTheManifestToo(String name, String file, String reason, UnaryOperator<byte[]> damage)
			throws IOException {
		Map<String, byte[]> files = shipped();
		files.computeIfPresent(file, (key, content) -> damage.apply(content.clone()));
		assertRefused(files, file, "manifest");
	}

	static Stream<Arguments> swaps() {
		return Stream.of(swap("no configuration", CONFIG, "missing", (files) -> files.remove(CONFIG)),
				swap("no vocabulary", TOKENIZER, "missing", (files) -> files.remove(TOKENIZER)),
				swap("no weights", WEIGHTS, "missing", (files) -> files.remove(WEIGHTS)),
				swap("nothing at all", CONFIG, "missing", Map::clear),
				swap("a configuration of another size", WEIGHTS, "shape",
						(files) -> files.compute(CONFIG,
								(name, file) -> text("\"hiddenSize\" : 32", "\"hiddenSize\" : 31").apply(file))),
				swap("a configuration of another kind", WEIGHTS, "shape", (files) -> files.compute(CONFIG,
						(name, file) -> text("\"positionInput\" : true", "\"positionInput\" : false").apply(file))),
				swap("a configuration of another vocabulary", TOKENIZER, "vocabularySize",
						(files) -> files.compute(CONFIG,
								(name, file) -> text("\"vocabularySize\" : 33", "\"vocabularySize\" : 34")
									.apply(file))),
				swap("weights and configuration swapped", CONFIG, "",
						(files) -> files.put(CONFIG, files.put(WEIGHTS, files.get(CONFIG)))),
				swap("configuration and vocabulary swapped", CONFIG, "",
						(files) -> files.put(CONFIG, files.put(TOKENIZER, files.get(CONFIG)))),
				swap("a file that no version has", "model.pt", "no file 'model.pt'",
						(files) -> files.put("model.pt", new byte[9])),
				swap("a hidden file", ".DS_Store", "no file", (files) -> files.put(".DS_Store", new byte[9])));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("swaps")
	void filesThatDoNotGoTogetherAreRefusedWithTheirReason(String name, String file, String reason,
			Consumer<Map<String, byte[]>> swap) throws IOException {
		Map<String, byte[]> files = needed();
		swap.accept(files);
		assertRefused(files, file, reason);
	}

	static Stream<Arguments> manifests() throws IOException {
		JsonNode manifest = JsonMapper.shared().readTree(SHIPPED.resolve(MANIFEST));
		String digest = manifest.path("files").path(WEIGHTS).path("sha256").asString();
		return Stream.of(lie("another size", WEIGHTS, "103001", "\"size\" : 103000", "\"size\" : 103001"),
				lie("another digest", WEIGHTS, "SHA-256", digest, digest.substring(1) + "0"),
				lie("no digest", MANIFEST, "64", digest, "x"),
				lie("a file that is not there", MANIFEST, "merges.txt", "\"README.md\"", "\"merges.txt\""),
				lie("a file less", MANIFEST, "README.md", "\"files\" : {", "\"files\" : { }, \"f\" : {"),
				lie("other parameters", MANIFEST, "25378", "\"parameters\" : 25378", "\"parameters\" : 25379"),
				lie("another format", MANIFEST, "format", "\"format\" : 1", "\"format\" : 2"),
				lie("no preset", MANIFEST, "preset", "\"preset\" : \"base\"", "\"preset\" : \" \""),
				lie("null for a preset", MANIFEST, "", "\"preset\" : \"base\"", "\"preset\" : null"),
				lie("half a character", MANIFEST, "half a character", "\"preset\" : \"base\"",
						"\"preset\" : \"\\uD800\""),
				lie("a time that no database has", MANIFEST, "createdAt", manifest.path("createdAt").asString(),
						"+999999999-12-31T00:00:00Z"),
				lie("a key twice", MANIFEST, "", "\"format\" : 1", "\"format\" : 1, \"format\" : 1"),
				lie("no seed", MANIFEST, "", "\"seed\" : 1,\n    \"codeVersion\"", "\"codeVersion\""),
				lie("no JSON", MANIFEST, "", "\"format\" : 1,", "\"format\" : 1"),
				lie("no UTF-8", MANIFEST, "UTF-8", "\"base\"", "\"\u00ff\""));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("manifests")
	void manifestThatIsNotTrueIsRefused(String name, String file, String reason, String truth, String lie)
			throws IOException {
		Map<String, byte[]> files = shipped();
		String manifest = new String(files.get(MANIFEST), StandardCharsets.ISO_8859_1);
		assertThat(manifest).contains(truth);
		files.put(MANIFEST, manifest.replace(truth, lie).getBytes(StandardCharsets.ISO_8859_1));
		assertRefused(files, file, reason);
	}

	@Test
	void everyFlippedByteOfTheHeaderIsRefusedOrChangesNothing() throws IOException {
		Map<String, byte[]> files = needed();
		byte[] weights = files.get(WEIGHTS);
		for (int at = 0; at < 8 + ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).getLong(); at += 7) {
			files.put(WEIGHTS, flip(weights, at));
			Answer answer = send("flipped", zip(files));
			assertThat(answer).isProblem(422, "invalid-model-file").says(WEIGHTS);
		}
	}

	static Stream<Arguments> attacks() throws IOException {
		Map<String, byte[]> files = needed();
		byte[] config = files.get(CONFIG);
		return Stream.of(
				Arguments.of("a path upwards", crafted(files).file("../config.json", config).bytes(), "not plain"),
				Arguments.of("an absolute path", crafted(files).file("/etc/config.json", config).bytes(), "not plain"),
				Arguments.of("a drive", crafted(files).file("C:\\config.json", config).bytes(), "not plain"),
				Arguments.of("a file twice", crafted(files).file(CONFIG, config).bytes(), "twice"),
				Arguments.of("a file twice, case aside", crafted(files).file("Config.JSON", config).bytes(), "twice"),
				Arguments.of("a link",
						crafted(files).file("README.md", utf8("/etc/passwd"), (entry) -> entry.mode = 0120777).bytes(),
						"link"),
				Arguments.of("an encrypted file",
						crafted(files).file("README.md", config, (entry) -> entry.flags = 1).bytes(), "encrypted"),
				Arguments.of("two versions", crafted(files).file("isonet/2/README.md", config).bytes(),
						"several directories"),
				Arguments.of("files too deep", new CraftedZip().file("a/b/c/config.json", config).bytes(), "too deep"),
				Arguments.of("a zip cut short", Arrays.copyOf(zip(files), 10_000), "no zip"),
				Arguments.of("no zip", utf8("hello"), "no zip"), Arguments.of("nothing", new byte[0], "no zip"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("attacks")
	void zipThatIsMeantToDoHarmIsRefused(String name, byte[] zip, String reason) {
		String before = models();
		assertThat(send("attacked", zip)).isProblem(422, "invalid-archive").says(reason);
		assertThat(models()).isEqualTo(before);
	}

	@Test
	void zipBombIsTooLarge() {
		byte[] bomb = new CraftedZip().file(WEIGHTS, new byte[65 << 20]).bytes();
		assertThat(bomb.length).isLessThan(100_000);
		assertThat(send("bombed", bomb)).isProblem(413, "too-large").says("67108864 bytes").says("isonet.import-limit");
		byte[] liar = new CraftedZip().file(WEIGHTS, new byte[65 << 20], (entry) -> entry.size(100)).bytes();
		assertThat(send("bombed", liar)).isProblem(422, "invalid-archive").says("does not unpack to the 100 bytes");
	}

	@Test
	void uploadBeyondTheLimitIsTooLargeWhetherItSaysSoOrNot() {
		byte[] large = new byte[(64 << 20) + 1];
		assertThat(send("large", large)).isProblem(413, "too-large").says("67108864 bytes");
		Answer chunked = this.caller.send("POST", "/api/v1/models/large/versions",
				BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)), "Content-Type", "application/zip");
		assertThat(chunked).isProblem(413, "too-large").says("67108864 bytes");
	}

	@Test
	void uploadOfManyMegabytesIsReadBeyondTheLimitOfJson() {
		assertThat(send("large", new byte[8 << 20])).isProblem(422, "invalid-archive");
	}

	@Test
	void nameThatNoModelCanHaveIsRefused() throws IOException {
		assertThat(this.caller.post("/api/v1/models/No%20Name/versions", parts(needed()))).isProblem(422,
				"invalid-model-name");
	}

	@Test
	void otherTypesAreTold() {
		assertThat(this.caller.post("/api/v1/models/isonet/versions", "{}")).isProblem(415, "unsupported-media-type");
	}

	@Test
	void partTwiceIsRefused() throws IOException {
		Caller.Multipart upload = parts(needed()).file(CONFIG, needed().get(CONFIG));
		assertThat(this.caller.post("/api/v1/models/twice/versions", upload)).isProblem(422, "invalid-archive")
			.says("more than once");
	}

	@Test
	void twoImportsOfTheSameAtOnceAreOneVersion() throws Exception {
		byte[] zip = zip(needed());
		for (int round = 0; round < 5; round++) {
			String name = "at-once-" + round;
			CyclicBarrier start = new CyclicBarrier(2);
			List<Future<Answer>> running = new ArrayList<>();
			try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
				for (int caller = 0; caller < 2; caller++) {
					running.add(callers.submit(() -> {
						start.await();
						return send(name, zip);
					}));
				}
			}
			assertThat(List.of(running.get(0).get().status(), running.get(1).get().status()))
				.containsExactlyInAnyOrder(200, 201);
			assertThat(this.caller.get("/api/v1/models/" + name).json().path("versions")).hasSize(1);
		}
	}

	private void assertRefused(Map<String, byte[]> files, String file, String reason) {
		String before = models();
		Answer answer = send("damaged", zip(files));
		assertThat(answer).isProblem(422, "invalid-model-file").says(file).says(reason);
		assertThat(answer.json().path("errors").path(0).path("pointer").asString()).startsWith("/" + file);
		assertThat(this.caller.post("/api/v1/models/isonet/versions", parts(files)).status()).as("as parts")
			.isEqualTo(422);
		assertThat(models()).as("nothing is stored").isEqualTo(before);
	}

	private Answer send(String name, byte[] zip) {
		return this.caller.send("POST", "/api/v1/models/" + name + "/versions", BodyPublishers.ofByteArray(zip),
				"Content-Type", "application/zip");
	}

	private String models() {
		return this.caller.get("/api/v1/models").text();
	}

	private JsonNode predict(String model) {
		Answer answer = this.caller.post("/api/v1/predictions",
				"{\"moods\": \"sad to happy\", \"length\": 7, \"model\": \"" + model + "\", \"version\": \"latest\"}");
		assertThat(answer).hasStatus(200);
		return answer.json();
	}

	private static Map<String, byte[]> shipped() throws IOException {
		Map<String, byte[]> files = new TreeMap<>();
		try (Stream<Path> paths = Files.list(SHIPPED)) {
			for (Path path : paths.toList()) {
				files.put(path.getFileName().toString(), Files.readAllBytes(path));
			}
		}
		return files;
	}

	private static Map<String, byte[]> needed() throws IOException {
		Map<String, byte[]> files = shipped();
		files.keySet().retainAll(NEEDED);
		return files;
	}

	private static byte[] spread() {
		List<TrackSpread.Feature> features = FeatureSchema.ELEVEN.features()
			.stream()
			.map((feature) -> new TrackSpread.Feature(feature, TrackSpread.Kind.RESIDUALS, new double[] { -1, 1 }))
			.toList();
		double[] sad = new double[features.size()];
		Arrays.fill(sad, .5);
		return SpreadJson.write(new TrackSpread(features, new WordDeviations(sad.length, Map.of("sad", sad))));
	}

	private static byte[] zip(Map<String, byte[]> files) {
		return crafted(files).bytes();
	}

	private static CraftedZip crafted(Map<String, byte[]> files) {
		CraftedZip zip = new CraftedZip();
		files.forEach(zip::file);
		return zip;
	}

	private static Caller.Multipart parts(Map<String, byte[]> files) {
		Caller.Multipart parts = new Caller.Multipart();
		files.forEach(parts::file);
		return parts;
	}

	private static byte[] flip(byte[] file, int at) {
		byte[] flipped = file.clone();
		flipped[at] ^= 0x40;
		return flipped;
	}

	/// Changes the header of weights, the bytes of which stay.
	private static UnaryOperator<byte[]> header(UnaryOperator<String> change) {
		return (file) -> {
			int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
			String json = new String(file, 8, length, StandardCharsets.UTF_8);
			byte[] changed = utf8(change.apply(json));
			assertThat(new String(changed, StandardCharsets.UTF_8)).isNotEqualTo(json);
			return weights(changed, Arrays.copyOfRange(file, 8 + length, file.length));
		};
	}

	private static byte[] withAnother(byte[] file) {
		Map<String, Tensor> tensors = new TreeMap<>(SafeTensors.read(file));
		tensors.put("fc.gain", Tensor.of(new float[] { 1 }, 1));
		return SafeTensors.write(tensors);
	}

	private static byte[] weights(byte[] header, byte[] data) {
		return ByteBuffer.allocate(8 + header.length + data.length)
			.order(ByteOrder.LITTLE_ENDIAN)
			.putLong(header.length)
			.put(header)
			.put(data)
			.array();
	}

	private static byte[] withLast(byte[] file, float value) {
		ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, value);
		return file;
	}

	/// Every weight is finite, but no sum of them is.
	private static byte[] beyondFloats(byte[] file) {
		ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
		for (int at = 8 + (int) buffer.getLong(0); at < file.length; at += 4) {
			buffer.putFloat(at, Float.MAX_VALUE);
		}
		return file;
	}

	private static UnaryOperator<byte[]> text(String found, String replacement) {
		return (file) -> {
			String text = new String(file, StandardCharsets.UTF_8);
			assertThat(text).contains(found);
			return utf8(text.replace(found, replacement));
		};
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static Arguments damage(String name, String file, String reason, UnaryOperator<byte[]> damage) {
		return Arguments.of(name, file, reason, damage);
	}

	private static Arguments swap(String name, String file, String reason, Consumer<Map<String, byte[]>> swap) {
		return Arguments.of(name, file, reason, swap);
	}

	private static Arguments lie(String name, String file, String reason, String truth, String lie) {
		return Arguments.of(name, file, reason, truth, lie);
	}

}
