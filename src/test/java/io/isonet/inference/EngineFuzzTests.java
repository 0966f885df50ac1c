package io.isonet.inference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import ai.djl.Device;
import io.isonet.network.Engine;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.registry.ModelRegistry;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/// Requests and files that are wrong at random, against both engines: both give the same
/// answer, or refuse in the same words.
class EngineFuzzTests {

	private static final int PADDING = 32;

	private static final List<Integer> ODD_TOKENS = List.of(-1, PADDING + 1, 64, 1 << 20, Integer.MIN_VALUE,
			Integer.MAX_VALUE);

	private static final List<Float> ODD_WEIGHTS = List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
			Float.MAX_VALUE, -Float.MAX_VALUE, 1e30f, -1e30f, 1e4f, Float.MIN_VALUE, -0f);

	/// Weight up to which both engines' sums are close.
	private static final float LARGEST = 1e4f;

	private final Random random = new Random(11);

	@Test
	void batchesThatReachOutsideAreRefusedAndOthersAnsweredByBothAlike() throws IOException {
		ServedModel fused = load(Engine.FUSED, shipped());
		ServedModel djl = load(Engine.DJL, shipped());
		int refused = 0;
		for (int i = 0; i < 1000; i++) {
			JourneyBatch batch = batch(1 + this.random.nextInt(3));
			Outcome outcome = outcome(fused, batch);
			assertAlike(outcome, outcome(djl, batch), Arrays.deepToString(batch.tokens()));
			refused += (outcome.refusal() != null) ? 1 : 0;
		}
		assertThat(refused).isBetween(100, 900);
		fused.release();
		djl.release();
	}

	@ParameterizedTest
	@ValueSource(strings = { "model.safetensors", "config.json", "tokenizer.json" })
	void damagedFilesAreRefusedOrServedByBothAlike(String file) throws IOException {
		Map<String, byte[]> whole = shipped();
		int refused = 0;
		for (int i = 0; i < 150; i++) {
			Map<String, byte[]> files = new HashMap<>(whole);
			byte[] content = whole.get(file).clone();
			int at = this.random.nextInt(content.length);
			if (i % 3 == 0) {
				content = Arrays.copyOf(content, at);
			}
			else {
				content[at] ^= (byte) (1 << this.random.nextInt(8));
			}
			files.put(file, content);
			Outcome outcome = outcome(Engine.FUSED, files);
			assertAlike(outcome, outcome(Engine.DJL, files), "damage " + i + " at byte " + at);
			refused += (outcome.refusal() != null) ? 1 : 0;
		}
		assertThat(refused).isGreaterThanOrEqualTo(50);
	}

	@Test
	void oddWeightsAreRefusedOrServedByBothAlike() throws IOException {
		Map<String, byte[]> whole = shipped();
		byte[] weights = whole.get("model.safetensors");
		int header = 8 + (int) ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).getLong();
		int count = (weights.length - header) / Float.BYTES;
		int served = 0;
		for (int i = 0; i < 300; i++) {
			Map<String, byte[]> files = new HashMap<>(whole);
			byte[] content = weights.clone();
			ByteBuffer numbers = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
			float odd = ODD_WEIGHTS.get(i % ODD_WEIGHTS.size());
			int at = this.random.nextInt(count);
			numbers.putFloat(header + Float.BYTES * at, odd);
			files.put("model.safetensors", content);
			Outcome outcome = outcome(Engine.FUSED, files);
			Outcome other = outcome(Engine.DJL, files);
			if (Float.isFinite(odd) && Math.abs(odd) > LARGEST) {
				// what such a sum is, and whether it overflows, hangs on the order of its
				// terms
				assertThat(List.of(outcome, other)).as("%s as weight %d", odd, at)
					.allMatch((any) -> any.refusal() == null || any.refusal().endsWith("is not finite"));
			}
			else {
				assertAlike(outcome, other, odd + " as weight " + at);
			}
			if (!Float.isFinite(odd)) {
				assertThat(outcome.refusal()).contains("finite");
			}
			served += (outcome.refusal() == null) ? 1 : 0;
		}
		assertThat(served).isGreaterThanOrEqualTo(100);
	}

	/// Mostly right; some have a token, a length or a number of slots that is not.
	private JourneyBatch batch(int size) {
		int[][] tokens = new int[size][];
		int[] lengths = new int[size];
		for (int b = 0; b < size; b++) {
			tokens[b] = new int[oneIn(20) ? this.random.nextInt(60) : 25];
			for (int slot = 0; slot < tokens[b].length; slot++) {
				tokens[b][slot] = oneIn(200) ? ODD_TOKENS.get(this.random.nextInt(ODD_TOKENS.size()))
						: this.random.nextInt(PADDING + 1);
			}
			lengths[b] = oneIn(20) ? -this.random.nextInt(3) : 1 + this.random.nextInt(30);
		}
		return new JourneyBatch(tokens, lengths,
				Stream.generate(() -> FakeModels.pace(this.random)).limit(size).toList());
	}

	private boolean oneIn(int many) {
		return this.random.nextInt(many) == 0;
	}

	private static Outcome outcome(Engine engine, Map<String, byte[]> files) {
		ServedModel model;
		try {
			model = load(engine, files);
		}
		catch (RuntimeException ex) {
			return new Outcome(null, ex.getClass().getSimpleName() + ": " + ex.getMessage());
		}
		Outcome outcome = outcome(model, journey());
		model.release();
		return outcome;
	}

	private static JourneyBatch journey() {
		int[] tokens = new int[25];
		Arrays.fill(tokens, PADDING);
		tokens[0] = 3;
		tokens[5] = 7;
		tokens[6] = 20;
		return new JourneyBatch(new int[][] { tokens }, new int[] { 12 });
	}

	private static Outcome outcome(ServedModel model, JourneyBatch batch) {
		try {
			return new Outcome(model.forecast(0, batch), null);
		}
		catch (RuntimeException ex) {
			return new Outcome(null, ex.getClass().getSimpleName() + ": " + ex.getMessage());
		}
	}

	private static void assertAlike(Outcome fused, Outcome djl, String what) {
		assertThat(fused.refusal()).as(what).isEqualTo(djl.refusal());
		if (fused.forecasts() == null || djl.forecasts() == null) {
			return;
		}
		assertThat(fused.forecasts()).hasSameSizeAs(djl.forecasts());
		for (int b = 0; b < fused.forecasts().size(); b++) {
			Forecast one = fused.forecasts().get(b);
			Forecast other = djl.forecasts().get(b);
			assertThat(one.isFinite()).as(what).isEqualTo(other.isFinite());
			for (int t = 0; one.isFinite() && t < one.features().length; t++) {
				assertThat(one.features()[t]).as(what).containsExactly(other.features()[t], Offset.offset(5e-3f));
			}
		}
	}

	private static ServedModel load(Engine engine, Map<String, byte[]> files) {
		ModelRegistry registry = mock(ModelRegistry.class);
		given(registry.artifact(any(), any())).willAnswer((call) -> files.get(call.<String>getArgument(1)));
		return new ModelLoader(registry, engine, List.of(Device.cpu()), Optional::empty).load(FakeModels.version(1));
	}

	private static Map<String, byte[]> shipped() throws IOException {
		Map<String, byte[]> files = new HashMap<>();
		for (String name : List.of("model.safetensors", "config.json", "tokenizer.json")) {
			files.put(name, Files.readAllBytes(Path.of("model-store/isonet/1", name)));
		}
		return files;
	}

	/// Forecasts, or the words of a refusal.
	private record Outcome(List<Forecast> forecasts, String refusal) {
	}

}
