package io.isonet.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The safetensors format: a 64-bit length, a JSON header of that length, and the
/// tensors' bytes without a gap.
///
/// Reading checks everything that the format promises before anything sized by the file
/// is allocated, so that a damaged or hostile file is refused with a reason and never
/// read half. Writing gives the bytes that the reference implementation gives. Stateless.
public final class SafeTensors {

	private static final int MAX_HEADER = 1 << 20;

	private static final int MAX_RANK = 8;

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).maxNumberLength(30).build())
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private SafeTensors() {
	}

	/// Reads a file.
	/// @return the tensors by name, in the order of their bytes
	/// @throws InvalidModelException if the bytes break a rule of the format; the message
	/// names the rule
	public static Map<String, Tensor> read(byte[] file) {
		if (file.length < 8) {
			throw new InvalidModelException("a safetensors file has at least 8 bytes, this one has " + file.length);
		}
		long headerLength = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
		if (headerLength < 0 || headerLength > MAX_HEADER) {
			throw new InvalidModelException(
					"the header's length is 0 to " + MAX_HEADER + " bytes, not " + Long.toUnsignedString(headerLength));
		}
		int start = 8 + (int) headerLength;
		if (start > file.length) {
			throw new InvalidModelException(
					"the header ends at byte " + start + ", but the file has " + file.length + " bytes");
		}
		List<Entry> entries = entries(header(file, (int) headerLength));
		checkContiguous(entries, file.length - start);
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		for (Entry entry : entries) {
			byte[] data = Arrays.copyOfRange(file, start + (int) entry.begin(), start + (int) entry.end());
			tensors.put(entry.name(), new Tensor(entry.type(), entry.shape(), data));
		}
		return tensors;
	}

	/// Writes a file: types by falling alignment, then names in order, the header padded
	/// with spaces to 8 bytes.
	public static byte[] write(Map<String, Tensor> tensors) {
		List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
		ordered.sort(Comparator.comparing((Map.Entry<String, Tensor> entry) -> entry.getValue().type())
			.reversed()
			.thenComparing(Map.Entry::getKey));
		ObjectNode header = JSON.createObjectNode();
		long offset = 0;
		for (Map.Entry<String, Tensor> entry : ordered) {
			Tensor tensor = entry.getValue();
			ObjectNode node = header.putObject(entry.getKey());
			node.put("dtype", tensor.type().name());
			Arrays.stream(tensor.shape()).forEach(node.putArray("shape")::add);
			node.putArray("data_offsets").add(offset).add(offset + tensor.data().length);
			offset += tensor.data().length;
		}
		byte[] json = JSON.writeValueAsBytes(header);
		int padded = (json.length + 7) / 8 * 8;
		ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(8 + padded + offset)).order(ByteOrder.LITTLE_ENDIAN);
		file.putLong(padded);
		file.put(json);
		file.put(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
		ordered.forEach((entry) -> file.put(entry.getValue().data()));
		return file.array();
	}

	private static JsonNode header(byte[] file, int length) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file, 8, length)).toString();
			JsonNode header = JSON.readTree(text);
			if (!header.isObject()) {
				throw new InvalidModelException("the header is a JSON object, not " + header.getNodeType());
			}
			return header;
		}
		catch (CharacterCodingException ex) {
			throw new InvalidModelException("the header is not UTF-8", ex);
		}
		catch (JacksonException ex) {
			throw new InvalidModelException("the header is not strict JSON: " + JsonReason.of(ex), ex);
		}
	}

	private static List<Entry> entries(JsonNode header) {
		List<Entry> entries = new ArrayList<>();
		for (Map.Entry<String, JsonNode> property : header.properties()) {
			if (property.getKey().equals("__metadata__")) {
				checkMetadata(property.getValue());
			}
			else {
				entries.add(entry(property.getKey(), property.getValue()));
			}
		}
		// an empty tensor begins and ends where the next one begins
		entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
		return entries;
	}

	private static void checkMetadata(JsonNode metadata) {
		if (!metadata.isObject() || metadata.valueStream().anyMatch((value) -> !value.isString())) {
			throw new InvalidModelException("__metadata__ maps texts to texts only");
		}
	}

	private static Entry entry(String name, JsonNode node) {
		if (!node.isObject() || node.size() != 3 || !node.has("dtype") || !node.has("shape")
				|| !node.has("data_offsets")) {
			throw new InvalidModelException("tensor '" + name + "' has exactly dtype, shape and data_offsets");
		}
		TensorType type = type(name, node.get("dtype"));
		long[] shape = naturals(name, "shape", node.get("shape"));
		long[] offsets = naturals(name, "data_offsets", node.get("data_offsets"));
		if (shape.length > MAX_RANK) {
			throw new InvalidModelException(
					"tensor '" + name + "' has " + shape.length + " dimensions, at most " + MAX_RANK + " are allowed");
		}
		if (offsets.length != 2 || offsets[0] > offsets[1]) {
			throw new InvalidModelException("tensor '" + name + "' has data_offsets that are not a begin and an end");
		}
		try {
			if (Math.multiplyExact(Tensor.elements(shape), type.bytes()) != offsets[1] - offsets[0]) {
				throw new InvalidModelException("tensor '" + name + "' of shape " + Arrays.toString(shape)
						+ " and type " + type + " does not fill its " + (offsets[1] - offsets[0]) + " bytes");
			}
		}
		catch (ArithmeticException ex) {
			throw new InvalidModelException("tensor '" + name + "' has a shape beyond any file", ex);
		}
		return new Entry(name, type, shape, offsets[0], offsets[1]);
	}

	private static TensorType type(String name, JsonNode node) {
		return Arrays.stream(TensorType.values())
			.filter((type) -> node.isString() && type.name().equals(node.stringValue()))
			.findFirst()
			.orElseThrow(() -> new InvalidModelException(
					"tensor '" + name + "' has an unknown dtype, known are " + Arrays.toString(TensorType.values())));
	}

	private static long[] naturals(String name, String field, JsonNode node) {
		if (!node.isArray()) {
			throw new InvalidModelException(field + " of tensor '" + name + "' is a list");
		}
		return node.valueStream().mapToLong((element) -> {
			if (!element.isIntegralNumber() || !element.canConvertToLong() || element.longValue() < 0) {
				throw new InvalidModelException(field + " of tensor '" + name + "' has whole numbers from 0 only");
			}
			return element.longValue();
		}).toArray();
	}

	private static void checkContiguous(List<Entry> entries, long available) {
		long position = 0;
		for (Entry entry : entries) {
			if (entry.begin() != position) {
				throw new InvalidModelException("tensor '" + entry.name() + "' begins at byte " + entry.begin()
						+ " of the data, but the one before ends at " + position);
			}
			position = entry.end();
		}
		if (position != available) {
			throw new InvalidModelException(
					"the tensors fill " + position + " bytes, but the file holds " + available + " bytes of data");
		}
	}

	private record Entry(String name, TensorType type, long[] shape, long begin, long end) {
	}

}
