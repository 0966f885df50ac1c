package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.isonet.mood.MoodSequence;
import io.isonet.network.PaceCurve;
import io.isonet.problem.Excerpt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the pace of one request and collects what is wrong with it. For one use.
final class PaceReader {

	private static final String EXPECTED = "A pace has exactly one of shares, hold and curve, such as {\"hold\": 0.5}";

	private static final Set<String> FIELDS = Set.of("shares", "hold", "curve");

	private final @Nullable MoodSequence moods;

	private final String pointer;

	private final Faults faults;

	private boolean faulty;

	/// @param moods null where they have a fault: how many states there are is not known
	/// then
	/// @param pointer JSON pointer to the pace
	/// @param faults takes what is wrong
	PaceReader(@Nullable MoodSequence moods, String pointer, Faults faults) {
		this.moods = moods;
		this.pointer = pointer;
		this.faults = faults;
	}

	/// @return null where it has a fault, or the moods have
	@Nullable PaceCurve read(JsonNode pace) {
		if (!pace.isObject()) {
			fault("", EXPECTED + "; " + shown(pace) + " was given.");
			return null;
		}
		List<String> given = new ArrayList<>();
		pace.propertyStream().takeWhile((field) -> !this.faults.isFull()).forEach((field) -> {
			if (!FIELDS.contains(field.getKey())) {
				String name = Excerpt.unquoted(field.getKey());
				fault("/" + name.replace("~", "~0").replace("/", "~1"),
						"A pace has no field '" + name + "'; it has shares, hold or curve.");
			}
			else if (!field.getValue().isNull()) {
				given.add(field.getKey());
			}
		});
		if (given.size() != 1) {
			fault("", EXPECTED + "; " + (given.isEmpty() ? "none" : String.join(" and ", given))
					+ ((given.size() > 1) ? " were given." : " was given."));
		}
		PaceCurve read = null;
		for (String field : given) {
			JsonNode value = pace.path(field);
			read = switch (field) {
				case "shares" -> shares(value);
				case "hold" -> hold(value);
				default -> curve(value);
			};
		}
		return isFaulty() ? null : read;
	}

	private @Nullable PaceCurve shares(JsonNode shares) {
		if (!shares.isArray()) {
			fault("/shares", "The shares are " + shown(shares)
					+ "; they are a list with one number above 0 for each state, such as [1, 2, 1].");
			return null;
		}
		if (this.moods != null && shares.size() != this.moods.states().size()) {
			fault("/shares", "Each state has one share, not " + counted(shares.size(), "share") + " for "
					+ counted(this.moods.states().size(), "state") + ".");
		}
		double[] numbers = new double[shares.size()];
		for (int k = 0; k < numbers.length && !this.faults.isFull(); k++) {
			numbers[k] = number(shares.get(k));
			if (!(numbers[k] > 0) || Double.isInfinite(numbers[k])) {
				fault("/shares/" + k, "Share " + (k + 1) + " is " + shown(shares.get(k)) + "; it is a number above 0.");
			}
		}
		return (this.moods == null || isFaulty()) ? null : PaceCurve.shares(numbers);
	}

	private @Nullable PaceCurve hold(JsonNode hold) {
		double number = number(hold);
		if (!(number >= 0 && number <= 1)) {
			fault("/hold", "The hold is " + shown(hold) + "; it is a number from 0, the standard pace, to 1, steps.");
		}
		return (this.moods == null || isFaulty()) ? null : PaceCurve.hold(number, this.moods.states().size());
	}

	private @Nullable PaceCurve curve(JsonNode curve) {
		if (!curve.isArray() || curve.size() < 2 || curve.size() > PaceCurve.MOST_POINTS) {
			String found = curve.isArray() ? curve.size() + " points" : shown(curve);
			fault("/curve", "The curve is " + found + "; it is a list of 2 to " + PaceCurve.MOST_POINTS
					+ " points, such as [[0, 0], [0.3, 0.5], [1, 1]].");
			return null;
		}
		List<PaceCurve.Point> points = new ArrayList<>(curve.size());
		for (int i = 0; i < curve.size() && !this.faults.isFull(); i++) {
			PaceCurve.Point point = point(curve.get(i), i);
			if (point != null) {
				points.add(point);
			}
		}
		if (isFaulty()) {
			return null;
		}
		checkEnd(points, 0, 0);
		checkEnd(points, points.size() - 1, 1);
		for (int i = 1; i < points.size() && !this.faults.isFull(); i++) {
			PaceCurve.Point before = points.get(i - 1);
			PaceCurve.Point point = points.get(i);
			if (point.x() <= before.x()) {
				fault("/curve/" + i + "/0", "Point " + (i + 1) + " has x " + point.x() + " after " + before.x()
						+ "; x rises from each point to the next.");
			}
			if (point.y() < before.y()) {
				fault("/curve/" + i + "/1",
						"Point " + (i + 1) + " has y " + point.y() + " after " + before.y() + "; y never falls.");
			}
		}
		return isFaulty() ? null : PaceCurve.curve(points);
	}

	private PaceCurve.@Nullable Point point(JsonNode point, int index) {
		if (point.isArray() && point.size() == 2) {
			double x = number(point.get(0));
			double y = number(point.get(1));
			if (x >= 0 && x <= 1 && y >= 0 && y <= 1) {
				return new PaceCurve.Point(x, y);
			}
		}
		fault("/curve/" + index, "Point " + (index + 1) + " is " + shown(point)
				+ "; it is two numbers from 0 to 1, such as [0.3, 0.5].");
		return null;
	}

	private void checkEnd(List<PaceCurve.Point> points, int index, int wanted) {
		PaceCurve.Point point = points.get(index);
		if (point.x() != wanted || point.y() != wanted) {
			fault("/curve/" + index, "The " + ((wanted == 0) ? "first" : "last") + " point is [" + point.x() + ", "
					+ point.y() + "]; it is [" + wanted + ", " + wanted + "].");
		}
	}

	/// Where there are as many faults as are shown, the rest is not looked at.
	private boolean isFaulty() {
		return this.faulty || this.faults.isFull();
	}

	private void fault(String where, String detail) {
		this.faulty = true;
		this.faults.add(this.pointer + where, detail);
	}

	/// NaN for what is no number; one beyond all doubles is not finite either.
	private static double number(JsonNode node) {
		return node.isNumber() ? node.doubleValue(Double.NaN) : Double.NaN;
	}

	private static String counted(int count, String what) {
		return count + " " + what + ((count == 1) ? "" : "s");
	}

	private static String shown(JsonNode node) {
		return Excerpt.unquoted(node.toString());
	}

}
