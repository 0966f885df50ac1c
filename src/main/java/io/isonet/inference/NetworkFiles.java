package io.isonet.inference;

import java.util.Set;
import java.util.function.Function;

import io.isonet.mood.InvalidVocabularyException;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ConfigJson;
import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.SpreadJson;
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
