package io.isonet.inference;

import java.time.Duration;

import io.isonet.mood.MoodSequence;
import io.isonet.network.PaceCurve;
import io.isonet.network.TrackSpread;
import io.isonet.problem.Excerpt;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of a prediction. Fields that a caller left out are null.
@Schema(name = "PredictionRequest", description = "A journey of moods and the number of tracks to lead through it",
		requiredProperties = { "moods", "length" }, additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record PredictionRequest(@Schema(
		description = "States split by \" to \" and words by \",\", or a list of states that are lists of words; "
				+ "as many as the model takes (GET /api/v1/moods)",
		example = "sad, lonely to serene to powerful", oneOf = {
				String.class, String[][].class }) @Nullable JsonNode moods,
		@Schema(description = "Number of tracks", example = "20", minimum = "1", maximum = "500",
				implementation = Integer.class) @Nullable JsonNode length,
		@Schema(description = "Which state is played when, the standard pace if left out; for models that have one",
				implementation = PaceForm.class) @Nullable JsonNode pace,
		@Schema(description = "Whether the answer has bounds for each feature of each track: true for those that 80 % "
				+ "of tracks should lie between, or a level of your own; for versions that were evaluated when they "
				+ "were trained", example = "true",
				oneOf = { Boolean.class, SpreadForm.class }) @Nullable JsonNode spread,
		@Schema(description = "Name of the model, the default one if left out",
				example = "isonet") @Nullable String model,
		@Schema(description = "Number or alias of the version, the champion if left out", example = "champion",
				oneOf = { Integer.class, String.class }) @Nullable JsonNode version,
		@Schema(description = "Who goes first where requests wait: high counts as having come a second earlier than "
				+ "normal, low as a second later. A batch has the highest of its requests", example = "normal",
				allowableValues = { "high", "normal", "low" }, defaultValue = "normal",
				implementation = String.class) @Nullable JsonNode priority,
		@Schema(description = "Milliseconds after which the answer is of no use and 503 deadline-exceeded comes "
				+ "instead; shortens the service's own deadline, never lengthens it. A batch has the shortest of its "
				+ "requests", example = "2000", minimum = "1", maximum = "3600000",
				implementation = Integer.class) @Nullable JsonNode timeoutMillis,
		@Schema(description = "Whether the answer has the attention, one weight for each slot of each track",
				example = "false") @Nullable Boolean includeAttention){

	private static final int LONGEST_TIMEOUT = 3_600_000;

	/// What it says of its urgency.
	/// @param pointer to the request in the body
	/// @param faults takes what is wrong
	Urgency urgency(String pointer, Faults faults) {
		return new Urgency(priority(pointer, faults), timeout(pointer, faults));
	}

	/// The pace that it asks for, null where it asks for none or its pace has a fault.
	/// @param moods null where they have a fault
	/// @param pointer to the request in the body
	/// @param faults takes what is wrong
	@Nullable PaceCurve pace(@Nullable MoodSequence moods, String pointer, Faults faults) {
		if (this.pace == null || this.pace.isNull()) {
			return null;
		}
		return new PaceReader(moods, pointer + "/pace", faults).read(this.pace);
	}

	/// The level of the bounds that it asks for, null where it asks for none or the level
	/// has a fault.
	/// @param pointer to the request in the body
	/// @param faults takes what is wrong
	@Nullable Double spreadLevel(String pointer, Faults faults) {
		if (this.spread == null || this.spread.isNull()) {
			return null;
		}
		if (this.spread.isBoolean()) {
			return this.spread.booleanValue() ? TrackSpread.USUAL_LEVEL : null;
		}
		if (!this.spread.isObject() || this.spread.size() != 1 || !this.spread.has("level")) {
			faults.add(pointer + "/spread", "The spread is " + Excerpt.unquoted(this.spread.toString())
					+ "; it is true, false or a level, such as {\"level\": 0.9}.");
			return null;
		}
		JsonNode level = this.spread.path("level");
		double share = level.isNumber() ? level.doubleValue(Double.NaN) : Double.NaN;
		if (share >= TrackSpread.LOWEST_LEVEL && share <= TrackSpread.HIGHEST_LEVEL) {
			return share;
		}
		faults.add(pointer + "/spread/level", "The level is " + Excerpt.unquoted(level.toString())
				+ "; it is a number from " + TrackSpread.LOWEST_LEVEL + " to " + TrackSpread.HIGHEST_LEVEL + ".");
		return null;
	}

	private Priority priority(String pointer, Faults faults) {
		if (this.priority == null || this.priority.isNull()) {
			return Priority.NORMAL;
		}
		return switch (this.priority.isString() ? this.priority.stringValue() : "") {
			case "high" -> Priority.HIGH;
			case "normal" -> Priority.NORMAL;
			case "low" -> Priority.LOW;
			default -> {
				faults.add(pointer + "/priority", "The priority is " + Excerpt.unquoted(this.priority.toString())
						+ "; it is \"high\", \"normal\" or \"low\".");
				yield Priority.NORMAL;
			}
		};
	}

	private @Nullable Duration timeout(String pointer, Faults faults) {
		if (this.timeoutMillis == null || this.timeoutMillis.isNull()) {
			return null;
		}
		if (this.timeoutMillis.isInt() && this.timeoutMillis.intValue() >= 1
				&& this.timeoutMillis.intValue() <= LONGEST_TIMEOUT) {
			return Duration.ofMillis(this.timeoutMillis.intValue());
		}
		faults.add(pointer + "/timeoutMillis", "The timeout is " + Excerpt.unquoted(this.timeoutMillis.toString())
				+ "; it is a whole number of milliseconds from 1 to " + LONGEST_TIMEOUT + ".");
		return null;
	}

}
