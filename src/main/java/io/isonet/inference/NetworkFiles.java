package io.isonet.inference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.isonet.mood.InvalidVocabularyException;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ConfigJson;
import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.SpreadJson;
import io.isonet.network.Tensor;
import io.isonet.network.TensorType;
import io.isonet.network.TrackSpread;
import io.isonet.network.Weights;

/// What the files of a version say of its network, each checked by itself and against the
/// others. Immutable.
record NetworkFiles(IsoNetConfig config, MoodVocabulary vocabulary, Weights weights) {

	static final String CONFIG = "config.json";

	static final String VOCABULARY = "tokenizer.json";

	static final String WEIGHTS = "model.safetensors";

	/// Of versions that have been evaluated.
	static final String SPREAD = "spread.json";

	private static final String EMBEDDING = "embedding.weight";

	/// What every version has.
	static final Set<String> NAMES = Set.of(CONFIG, VOCABULARY, WEIGHTS);

	/// Reads the files.
	/// @param contents content by file name; what it throws is passed on
	/// @throws FaultyFileException where a file is damaged or does not fit the others
	static NetworkFiles read(Function<String, byte[]> contents) {
		IsoNetConfig config = parse(CONFIG, contents, ConfigJson::read);
		MoodVocabulary vocabulary = parse(VOCABULARY, contents, (json) -> vocabulary(config, json));
		Weights weights = parse(WEIGHTS, contents, (file) -> Weights.read(config, file));
		return new NetworkFiles(config, vocabulary, weights);
	}

	/// Reads the spread that belongs to the network.
	/// @param json content of `spread.json`
	/// @throws FaultyFileException where it is damaged or one of another network
	TrackSpread spread(byte[] json) {
		return parse(SPREAD, (file) -> json, (content) -> SpreadJson.read(content, this.config.schema()));
	}

	/// Vectors of the words, `[V][E]` by their ids.
	float[][] vectors() {
		float[] values = this.weights.tensor(EMBEDDING).floats();
		int size = this.config.embeddingSize();
		float[][] vectors = new float[values.length / size][];
		for (int id = 0; id < vectors.length; id++) {
			vectors[id] = Arrays.copyOfRange(values, id * size, (id + 1) * size);
		}
		return vectors;
	}

	/// The same network with more words behind its own. Those keep their ids, and all
	/// that
	/// is computed of them stays the same to the bit.
	NetworkFiles with(List<String> words, float[][] vectors) {
		MoodVocabulary longer = this.vocabulary.with(words);
		IsoNetConfig config = this.config.withVocabulary(longer.size());
		float[] own = this.weights.tensor(EMBEDDING).floats();
		int size = config.embeddingSize();
		float[] table = new float[own.length + words.size() * size];
		int end = this.vocabulary.moods().size() * size;
		System.arraycopy(own, 0, table, 0, end);
		for (int word = 0; word < words.size(); word++) {
			System.arraycopy(vectors[word], 0, table, end + word * size, size);
		}
		System.arraycopy(own, end, table, end + words.size() * size, own.length - end);
		Map<String, Tensor> tensors = new LinkedHashMap<>(this.weights.tensors());
		tensors.put(EMBEDDING, Tensor.of(table, longer.size(), size));
		return new NetworkFiles(config, longer, Weights.of(config, tensors, TensorType.F32));
	}

	private static MoodVocabulary vocabulary(IsoNetConfig config, byte[] json) {
		MoodVocabulary vocabulary = MoodVocabulary.read(json);
		if (vocabulary.size() != config.vocabularySize()) {
			throw new InvalidModelException("tokenizer.json has " + vocabulary.size()
					+ " entries, config.json says vocabularySize " + config.vocabularySize());
		}
		if (vocabulary.padId() != config.paddingId()) {
			throw new InvalidModelException(
					"tokenizer.json has <pad> at " + vocabulary.padId() + ", it belongs at " + config.paddingId());
		}
		return vocabulary;
	}

	private static <T> T parse(String file, Function<String, byte[]> contents, Function<byte[], T> reader) {
		byte[] content = contents.apply(file);
		try {
			return reader.apply(content);
		}
		catch (InvalidModelException ex) {
			throw new FaultyFileException(file, ex);
		}
		catch (InvalidVocabularyException ex) {
			throw new FaultyFileException(file, ex);
		}
		catch (RuntimeException ex) {
			// a fault that the reader has no words for is still one of the file
			throw new FaultyFileException(file,
					new InvalidModelException(file + " has a value that cannot be used", ex));
		}
	}

}
