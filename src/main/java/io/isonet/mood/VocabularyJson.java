package io.isonet.mood;

import java.util.LinkedHashMap;
import java.util.Map;

import io.isonet.problem.Excerpt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The JSON form of a vocabulary, read word by word so that every fault is found and none
/// costs much memory.
final class VocabularyJson {

	private static final JsonFactory JSON = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(10).maxNumberLength(100).build())
		.build();

	private VocabularyJson() {
	}

	/// The words with their ids as they stand in the file; what cannot be read is a
	/// fault.
	static Map<String, Integer> read(byte[] json, MoodFaults faults) {
		Map<String, Integer> ids = new LinkedHashMap<>();
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
			JsonToken start = parser.nextToken();
			if (start != JsonToken.START_OBJECT) {
				faults.add("", "A vocabulary is a JSON object such as {\"happy\": 0}, not "
						+ ((start != null) ? "what starts with " + Excerpt.of(parser.getString()) : "an empty file")
						+ ".");
				return ids;
			}
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				if (ids.size() == MoodVocabulary.MAX_WORDS) {
					faults.add("", "The vocabulary has more than " + MoodVocabulary.MAX_WORDS + " words.");
					return ids;
				}
				readWord(parser, ids, faults);
			}
			if (parser.nextToken() != null) {
				faults.add("", "Behind the closing brace stands " + Excerpt.of(parser.getString())
						+ "; a vocabulary is one JSON object.");
			}
		}
		catch (JacksonException ex) {
			faults.add("", "The vocabulary is not JSON from line " + ex.getLocation().getLineNr() + ", column "
					+ ex.getLocation().getColumnNr() + " on.");
		}
		return ids;
	}

	private static void readWord(JsonParser parser, Map<String, Integer> ids, MoodFaults faults) {
		String word = parser.currentName();
		JsonToken value = parser.nextToken();
		if (value != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() != JsonParser.NumberType.INT) {
			faults.add(VocabularyCheck.pointer(word), "The id of " + Excerpt.of(word)
					+ " is a whole number from 0 on, not " + Excerpt.of(parser.getString()) + ".");
			parser.skipChildren();
		}
		else if (ids.putIfAbsent(word, parser.getIntValue()) != null) {
			faults.add(VocabularyCheck.pointer(word),
					"The word " + Excerpt.of(word) + " stands twice in the vocabulary.");
		}
	}

}
