package io.isonet.training;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.isonet.evaluation.Baselines;
import io.isonet.evaluation.EvaluationReport;
import io.isonet.evaluation.EvaluationReport.Row;

/// Draws figures of an evaluation as SVG within the [EvaluationPage], whose style gives
/// them their colours. Coordinates are pixels, `y` downwards.
final class EvaluationCharts {

	private static final int NAMES = 130;

	private static final int ROW = 22;

	/// Errors beyond are drawn at the edge.
	private static final double LARGEST_ERROR = 2;

	private EvaluationCharts() {
	}

	/// An interval around 0.
	/// @param widest value at the edge
	static String interval(EvaluationReport.Difference difference, double widest) {
		int half = 60;
		double scale = (widest > 0) ? half / widest : 0;
		double middle = half + 5;
		return svg(130, 14, "from " + decimals(difference.low()) + " to " + decimals(difference.high()),
				line("zero", middle, 0, middle, 14)
						+ line("own-line", middle + scale * difference.low(), 7, middle + scale * difference.high(), 7)
						+ circle("own", middle + scale * difference.difference(), 7, 3.5));
	}

	/// The error of each feature: a bar for the last model, marks for the others.
	static String features(List<Row> rows) {
		Row own = rows.getLast();
		List<String> names = List.copyOf(own.perFeature().keySet());
		double largest = Math.clamp(rows.stream()
			.flatMap((row) -> row.perFeature().values().stream())
			.mapToDouble((value) -> value)
			.max()
			.orElse(1), 1.2, LARGEST_ERROR);
		int plot = 480;
		int height = ROW * names.size();
		double one = NAMES + plot / largest;
		StringBuilder svg = new StringBuilder(line("axis", NAMES, 0, NAMES, height));
		for (int f = 0; f < names.size(); f++) {
			String name = names.get(f);
			double middle = (f + .5) * ROW;
			svg.append(name(name, middle))
				.append(bar(NAMES, middle, width(own, name, plot / largest, plot),
						own.model() + ": " + error(own, name)));
			for (Row row : rows.subList(0, rows.size() - 1)) {
				double x = NAMES + width(row, name, plot / largest, plot);
				String title = row.model() + ": " + error(row, name);
				svg.append(row.model().equals(Baselines.RIDGE) ? diamond(x, middle, title) : dot(x, middle, title));
			}
		}
		svg.append(line("zero", one, 0, one, height))
			.append(text(one, height + 13, "middle", "1"))
			.append(text(NAMES, height + 13, "middle", "0"));
		return svg(NAMES + plot + 10, height + 18, "mean square error of each feature", svg.toString());
	}

	/// Least and most of a feature over all curves.
	static double[] range(List<EvaluationReport.Curve> curves, String feature) {
		double[] values = curves.stream()
			.map((curve) -> curve.features().get(feature))
			.filter(Objects::nonNull)
			.flatMap((line) -> Stream.concat(line.actual().stream(), line.predicted().stream()))
			.mapToDouble((value) -> value)
			.toArray();
		return new double[] { DoubleStream.of(values).min().orElse(0), DoubleStream.of(values).max().orElse(1) };
	}

	/// A feature along a playlist.
	/// @param range value at the lower and at the upper edge
	static String curve(EvaluationReport.Line line, double[] range) {
		int left = 38;
		int width = 180;
		int height = 80;
		int last = line.actual().size() - 1;
		IntToDoubleFunction x = (t) -> left + ((last > 0) ? (double) width * t / last : width / 2d);
		double span = (range[1] > range[0]) ? range[1] - range[0] : 1;
		StringBuilder svg = new StringBuilder(line("axis", left, 4, left, height + 4)
				+ line("axis", left, height + 4, left + width, height + 4)
				+ text(left - 4, 12, "end", shortly(range[1])) + text(left - 4, height + 4, "end", shortly(range[0])));
		svg.append(path("true-line", line.actual(), x, (value) -> 4 + height * (1 - (value - range[0]) / span)));
		for (int t = 0; t <= last; t++) {
			svg.append(
					circle("true", x.applyAsDouble(t), 4 + height * (1 - (line.actual().get(t) - range[0]) / span), 2));
		}
		svg.append(path("own-line", line.predicted(), x, (value) -> 4 + height * (1 - (value - range[0]) / span)));
		return svg(left + width + 6, height + 10, "tracks as they are and as predicted", svg.toString());
	}

	/// Share that bounds hold over the share that they should hold.
	static String calibration(List<EvaluationReport.Calibration> points) {
		int left = 40;
		int size = 200;
		double least = .4;
		DoubleUnaryOperator at = (share) -> size * (Math.max(share, least) - least) / (1 - least);
		StringBuilder svg = new StringBuilder(line("axis", left, 6, left, size + 6)
				+ line("axis", left, size + 6, left + size, size + 6) + line("zero", left, size + 6, left + size, 6));
		for (double tick : new double[] { .4, .6, .8, 1 }) {
			double x = left + at.applyAsDouble(tick);
			double y = size + 6 - at.applyAsDouble(tick);
			svg.append(text(x, size + 21, "middle", percent(tick))).append(text(left - 5, y + 4, "end", percent(tick)));
		}
		svg.append("<polyline class=\"own-line\" points=\"")
			.append(points.stream()
				.map((point) -> decimals(left + at.applyAsDouble(point.level())) + ","
						+ decimals(size + 6 - at.applyAsDouble(point.observed())))
				.collect(Collectors.joining(" ")))
			.append("\"/>");
		points.forEach((point) -> svg.append(titled(
				circle("own", left + at.applyAsDouble(point.level()), size + 6 - at.applyAsDouble(point.observed()), 4),
				"bounds of " + percent(point.level()) + " held " + percent(point.observed()))));
		svg.append(text(left + size / 2d, size + 36, "middle", "should hold"))
			.append(text(left + 6, 18, "start", "held"));
		return svg(left + size + 20, size + 42, "share that bounds held over the share that they should hold",
				svg.toString());
	}

	/// Share of each feature within bounds of a level.
	static String coverage(EvaluationReport.Coverage coverage) {
		List<String> names = List.copyOf(coverage.perFeature().keySet());
		int plot = 220;
		int height = ROW * names.size();
		double level = NAMES + plot * coverage.level();
		StringBuilder svg = new StringBuilder(line("axis", NAMES, 0, NAMES, height));
		for (int f = 0; f < names.size(); f++) {
			double share = Objects.requireNonNull(coverage.perFeature().get(names.get(f)));
			double middle = (f + .5) * ROW;
			svg.append(name(names.get(f), middle))
				.append(bar(NAMES, middle, plot * share, percent(share)))
				.append(text(NAMES + plot * share + 5, middle + 4, "start", percent(share)));
		}
		svg.append(line("zero", level, 0, level, height));
		return svg(NAMES + plot + 45, height + 4, "share of each feature within its bounds", svg.toString());
	}

	private static double width(Row row, String feature, double scale, int most) {
		return Math.min(scale * Objects.requireNonNull(row.perFeature().get(feature)), most);
	}

	private static String error(Row row, String feature) {
		return String.format(Locale.ROOT, "%.3f", row.perFeature().get(feature));
	}

	private static String svg(int width, int height, String title, String content) {
		return "<svg width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height
				+ "\" role=\"img\" aria-label=\"" + EvaluationPage.escaped(title) + "\">" + content + "</svg>";
	}

	private static String path(String kind, List<Double> values, IntToDoubleFunction x, DoubleUnaryOperator y) {
		return "<polyline class=\"" + kind + "\" points=\""
				+ IntStream.range(0, values.size())
					.mapToObj((t) -> decimals(x.applyAsDouble(t)) + "," + decimals(y.applyAsDouble(values.get(t))))
					.collect(Collectors.joining(" "))
				+ "\"/>";
	}

	private static String name(String name, double middle) {
		String shown = (name.length() > 20) ? name.substring(0, 19) + "\u2026" : name;
		return text(NAMES - 6, middle + 4, "end", EvaluationPage.escaped(shown));
	}

	private static String text(double x, double y, String anchor, String content) {
		return "<text x=\"" + decimals(x) + "\" y=\"" + decimals(y) + "\" text-anchor=\"" + anchor + "\">" + content
				+ "</text>";
	}

	private static String bar(double x, double middle, double width, String title) {
		return titled("<rect class=\"own\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"12\"".formatted(decimals(x),
				decimals(middle - 6), decimals(width)) + "/>", title);
	}

	private static String dot(double x, double y, String title) {
		return titled(circle("other", x, y, 3), title);
	}

	private static String diamond(double x, double y, String title) {
		return titled("<path class=\"ridge\" d=\"M%s %sl5 5 -5 5 -5 -5z\"/>".formatted(decimals(x), decimals(y - 5)),
				title);
	}

	private static String circle(String kind, double x, double y, double radius) {
		return "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(kind, decimals(x), decimals(y),
				decimals(radius));
	}

	private static String line(String kind, double x1, double y1, double x2, double y2) {
		return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>".formatted(kind, decimals(x1),
				decimals(y1), decimals(x2), decimals(y2));
	}

	private static String titled(String shape, String title) {
		return "<g>" + shape + "<title>" + EvaluationPage.escaped(title) + "</title></g>";
	}

	/// As short as its size allows.
	private static String shortly(double value) {
		return String.format(Locale.ROOT, (Math.abs(value) < 10) ? "%.2f" : "%.0f", value);
	}

	private static String percent(double share) {
		return String.format(Locale.ROOT, "%.0f %%", 100 * share);
	}

	private static String decimals(double value) {
		return String.format(Locale.ROOT, "%.2f", value);
	}

}
