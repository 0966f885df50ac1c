package io.isonet.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SafeTensorsTests {

	/// The reference implementation's own vectors, and what breaks each further rule of
	/// the format.
	static Stream<Arguments> refused() {
		return Stream.of(Arguments.of("empty", new byte[0], "at least 8 bytes"),
				Arguments.of("seven bytes", new byte[7], "at least 8 bytes"),
				Arguments.of("header longer than the file", length(60), "ends at byte 68"),
				Arguments.of("huge header", new byte[] { 0x3C, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF },
						"header's length"),
				Arguments.of("header above the cap", length(1_048_577), "header's length"),
				Arguments.of("not UTF-8", file(new byte[] { (byte) 0xFF }, 0), "not UTF-8"),
				Arguments.of("half an object", file("{", 0), "not strict JSON"),
				Arguments.of("no header", file("", 0), "JSON object"),
				Arguments.of("a list", file("[]", 0), "JSON object"),
				Arguments.of("padded with NUL", file("{}\0\0", 0), "not strict JSON"),
				Arguments.of("two objects", file("{}{}", 0), "not strict JSON"),
				Arguments.of("bytes behind the data",
						file("{\"t\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 14), "fill 4 bytes"),
				Arguments.of("two bytes short",
						file("{\"t\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 2), "fill 4 bytes"),
				Arguments.of("ten tensors in the same bytes",
						file(IntStream.range(0, 10)
							.mapToObj(
									(i) -> "\"t" + i + "\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[0,16]}")
							.collect(Collectors.joining(",", "{", "}")), 16),
						"begins at byte 0"),
				Arguments.of("a hole",
						file("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
								+ "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,3]}}", 3),
						"begins at byte 2"),
				Arguments.of("fewer bytes than the shape", tensor("I32", "[2,2]", "[0,4]", 4),
						"does not fill its 4 bytes"),
				Arguments.of("a dimension beyond 63 bits", tensor("I32", "[2,18446744073709551614]", "[0,16]", 16),
						"whole numbers"),
				Arguments.of("a product beyond 63 bits", tensor("I32", "[2,9223372036854775807]", "[0,16]", 16),
						"beyond any file"),
				Arguments.of("a negative dimension", tensor("U8", "[-1]", "[0,1]", 1), "whole numbers"),
				Arguments.of("a dimension that is 1.0", tensor("U8", "[1.0]", "[0,1]", 1), "whole numbers"),
				Arguments.of("a dimension as text", tensor("U8", "[\"1\"]", "[0,1]", 1), "whole numbers"),
				Arguments.of("nine dimensions", tensor("U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]", 1), "at most 8"),
				Arguments.of("an unknown type", tensor("Q8", "[1]", "[0,1]", 1), "unknown dtype"),
				Arguments.of("a type that is no text",
						file("{\"t\":{\"dtype\":8,\"shape\":[1],\"data_offsets\":[0,1]}}", 1), "unknown dtype"),
				Arguments.of("an end before its begin", tensor("U8", "[1]", "[1,0]", 1), "begin and an end"),
				Arguments.of("three offsets", tensor("U8", "[1]", "[0,1,2]", 1), "begin and an end"),
				Arguments.of("the same name twice",
						file("{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
								+ "\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1),
						"not strict JSON"),
				Arguments.of("a field too many",
						file("{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"x\":1}}", 1), "exactly"),
				Arguments.of("a field too few", file("{\"t\":{\"dtype\":\"U8\",\"shape\":[1]}}", 1), "exactly"),
				Arguments.of("a tensor that is no object", file("{\"t\":[]}", 0), "exactly"),
				Arguments.of("metadata that is no text", file("{\"__metadata__\":{\"a\":1}}", 0), "__metadata__"),
				Arguments.of("metadata that is a list", file("{\"__metadata__\":[]}", 0), "__metadata__"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void whatBreaksARuleIsRefusedWithTheRule(String name, byte[] file, String reason) {
		assertThatExceptionOfType(InvalidModelException.class).isThrownBy(() -> SafeTensors.read(file))
			.withMessageContaining(reason);
	}

	@Test
	void oddButLegalFilesAreRead() {
		assertThat(SafeTensors.read(tensor("F32", "[]", "[0,4]", 4)).get("t").shape()).isEmpty();
		assertThat(SafeTensors.read(tensor("F32", "[2,0]", "[0,0]", 0)).get("t").size()).isZero();
		assertThat(SafeTensors.read(file("{}\r \t\n", 0))).isEmpty();
		assertThat(SafeTensors.read(file("\t\n{}\r ", 0))).isEmpty();
		assertThat(SafeTensors.read(file("{\"__metadata__\":{\"format\":\"pt\"}}", 0))).isEmpty();
		String emptyBeforeFull = "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
				+ "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}";
		assertThat(SafeTensors.read(file(emptyBeforeFull, 1)).keySet()).containsExactly("a", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "forward-small-weights", "forward-small-example", "curve-float64-trained", "lstm-example",
			"forward-saturated-weights" })
	void writesTheBytesOfTheReferenceImplementation(String name) {
		byte[] file = Golden.bytes(name + ".safetensors");
		assertThat(SafeTensors.write(SafeTensors.read(file))).isEqualTo(file);
	}

	@Test
	void aFlippedBitOfTheHeaderGivesTheSameWeightsOrIsRefused() {
		byte[] file = Golden.bytes("forward-small-weights.safetensors");
		IsoNetConfig config = IsoNetConfig.notebook(32);
		Weights original = Weights.read(config, file);
		int header = 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
		int refused = 0;
		for (int i = 0; i < header; i++) {
			for (int bit = 0; bit < 8; bit++) {
				byte[] damaged = file.clone();
				damaged[i] ^= (byte) (1 << bit);
				try {
					assertThat(Weights.read(config, damaged)).isEqualTo(original);
				}
				catch (InvalidModelException ex) {
					refused++;
					assertThat(ex.getMessage()).isNotBlank();
				}
			}
		}
		assertThat(refused).isGreaterThan(7 * header);
	}

	@Test
	void weightsAreCheckedAgainstTheConfiguration() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		Map<String, Tensor> weights = Weights.random(config, 1).tensors();
		refusedWeights(config, weights, "h0.bias", null, "missing");
		refusedWeights(config, weights, "more", Tensor.of(new float[1], 1), "unknown");
		refusedWeights(config, weights, "h0.bias", Tensor.of(new float[12], 12), "shape [12]");
		refusedWeights(config, weights, "h0.bias", Tensor.of(new double[11], 11), "F64, not F32");
		float[] bad = new float[11];
		bad[3] = Float.NaN;
		refusedWeights(config, weights, "h0.bias", Tensor.of(bad, 11), "not finite");
		assertThat(Weights.read(config, Weights.random(config, 1).safetensors()).tensors()).isEqualTo(weights);
	}

	@Test
	void randomWeightsComeFromTheSeedAndKeepPaddingAtZero() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		assertThat(Weights.random(config, 7)).isEqualTo(Weights.random(config, 7))
			.isNotEqualTo(Weights.random(config, 8));
		float[] embedding = Weights.random(config, 7).tensor("embedding.weight").floats();
		assertThat(embedding[92]).isNotZero();
		assertThat(new float[] { embedding[93], embedding[94], embedding[95] }).containsOnly(0);
		float[] head = Weights.random(config, 7).tensor("fc.weight").floats();
		double bound = 1 / Math.sqrt(11);
		for (float value : head) {
			assertThat((double) value).isBetween(-bound, bound);
		}
	}

	private static void refusedWeights(IsoNetConfig config, Map<String, Tensor> weights, String name,
			@Nullable Tensor tensor, String reason) {
		Map<String, Tensor> changed = new LinkedHashMap<>(weights);
		if (tensor == null) {
			changed.remove(name);
		}
		else {
			changed.put(name, tensor);
		}
		byte[] file = SafeTensors.write(changed);
		assertThatExceptionOfType(InvalidModelException.class).isThrownBy(() -> Weights.read(config, file))
			.withMessageContaining(name)
			.withMessageContaining(reason);
	}

	private static byte[] tensor(String dtype, String shape, String offsets, int bytes) {
		return file("{\"t\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}",
				bytes);
	}

	private static byte[] length(long length) {
		return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
	}

	private static byte[] file(String header, int bytes) {
		return file(header.getBytes(StandardCharsets.UTF_8), bytes);
	}

	private static byte[] file(byte[] header, int bytes) {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.writeBytes(length(header.length));
		file.writeBytes(header);
		file.writeBytes(new byte[bytes]);
		return file.toByteArray();
	}

}
