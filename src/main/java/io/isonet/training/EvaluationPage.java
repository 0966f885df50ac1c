package io.isonet.training;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.isonet.evaluation.EvaluationReport;
import io.isonet.evaluation.EvaluationReport.Row;
import io.isonet.registry.PagePolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/// Writes an evaluation as one HTML page for people: without scripts, and without anything
/// from elsewhere. The same evaluation gives the same page.
final class EvaluationPage {

	private static final String STYLE = """
			:root { color-scheme: light dark; --ink: #1c2024; --soft: #60666d; --line: #d5d9de; --paper: #fff;
			  --own: #1f66ad; --other: #9aa1a9; --ridge: #c2570c; --mark: #eef4fb; --warn: #fff4e0; }
			@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --soft: #a2a9b0; --line: #3b4148; --paper: #16191c;
			  --own: #6cadf0; --other: #757d86; --ridge: #f0984f; --mark: #1d2a38; --warn: #3a2c14; } }
			body { margin: 0 auto; padding: 1.5rem; max-width: 74rem; background: var(--paper); color: var(--ink);
			  font: 15px/1.5 system-ui, sans-serif; }
			p, ul, h3 { max-width: 62rem; } h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; }
			h3 { font-size: .95rem; margin: 1.2rem 0 .2rem; font-weight: 600; }
			h3 span, p.note, figcaption, footer { color: var(--soft); font-size: .87rem; font-weight: 400; }
			p { margin: .3rem 0; } .warning { background: var(--warn); padding: .6rem .8rem; border-radius: 4px; }
			.wide { overflow-x: auto; } figure { margin: 0; } .charts { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; }
			table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .87rem; white-space: nowrap; }
			th, td { padding: .25rem .45rem; text-align: right; border-bottom: 1px solid var(--line); }
			th:first-child, td:first-child { text-align: left; }
			th { font-weight: 600; vertical-align: bottom; white-space: normal; }
			td:nth-child(4) { padding: 0; }
			tr.own { background: var(--mark); font-weight: 600; } td svg { vertical-align: middle; }
			svg { max-width: 100%; height: auto; } td svg { max-width: none; } svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
			.axis { stroke: var(--line); fill: none; }
			.zero { stroke: var(--soft); stroke-dasharray: 3 3; fill: none; } .own { fill: var(--own); }
			.other { fill: var(--other); stroke: var(--paper); } .ridge { fill: var(--ridge); stroke: var(--paper); }
			.own-line { stroke: var(--own); stroke-width: 2; fill: none; }
			.true-line { stroke: var(--ink); stroke-width: 1.3; fill: none; stroke-dasharray: 2 2; } .true { fill: var(--ink); }
			code { font-size: .85em; overflow-wrap: anywhere; }
			""";

	private EvaluationPage() {
	}

	/// @param title what was evaluated
	static String of(String title, TrainingEvaluation evaluation) {
		EvaluationReport report = evaluation.report();
		Row own = report.rows().getLast();
		return """
				<!DOCTYPE html>
				<html lang="en">
				<head>
				<meta charset="utf-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<meta http-equiv="Content-Security-Policy" content="%3$s">
				<title>%1$s: what it is worth</title>
				<style>
				%2$s</style>
				</head>
				<body>
				<h1>%1$s: what it is worth</h1>
				""".formatted(escaped(title), STYLE, PagePolicy.CONTENT) + summary(own)
				+ warnings(evaluation.warnings()) + models(report) + features(report, evaluation) + curves(report)
				+ calibration(own) + protocol(report) + """
						</body>
						</html>
						""";
	}

	private static String summary(Row own) {
		StringBuilder text = new StringBuilder("<p>On playlists that it had not seen, <b>" + escaped(own.model())
				+ "</b> has a mean square error of <b>" + number("%.3f", own.mseZ())
				+ "</b> in standard units, where what says the same of every track has about 1.");
		EvaluationReport.Difference ridge = own.againstRidge();
		if (ridge != null) {
			text.append(" Against ridge regression that is ")
				.append(number("%+.3f", ridge.difference()))
				.append(" (95&nbsp;% interval ")
				.append(number("%+.3f", ridge.low()))
				.append(" to ")
				.append(number("%+.3f", ridge.high()))
				.append((isFew(own) || (ridge.low() <= 0 && ridge.high() >= 0)) ? "): no difference that is certain."
						: (ridge.high() < 0) ? "): better with certainty." : "): worse with certainty.");
		}
		if (own.wins() != null) {
			text.append(" It beats the mean of each position on ")
				.append(own.wins())
				.append(" of ")
				.append(own.of())
				.append(" playlists.");
		}
		return text.append("</p>\n").toString();
	}

	private static boolean isFew(Row row) {
		return row.of() < EvaluationReport.Difference.FEWEST;
	}

	private static String warnings(List<String> warnings) {
		return warnings.stream()
			.map((warning) -> "<p class=\"warning\">" + escaped(warning) + "</p>\n")
			.collect(Collectors.joining());
	}

	private static String models(EvaluationReport report) {
		double widest = report.rows()
			.stream()
			.map(Row::againstRidge)
			.filter(Objects::nonNull)
			.mapToDouble((one) -> Math.max(Math.abs(one.low()), Math.abs(one.high())))
			.max()
			.orElse(0);
		StringBuilder table = new StringBuilder(
				"""
						<h2>All models</h2>
						<p class="note">Lower is better, but for direction (cosine between the change predicted and the true one) and wins
						(playlists better than the mean of each position). Error is the mean square error over all features; its
						difference to that of ridge comes with the 95&nbsp;% interval of the difference.</p>
						<div class="wide"><table>
						<tr><th>model</th><th>error</th><th>less ridge's, 95&nbsp;%</th><th></th><th>wins</th><th>direction</th>\
						<th>without key, mode</th><th>time-warped</th><th>start</th><th>end</th><th>CRPS</th><th>80&nbsp;% holds</th></tr>
						""");
		for (Row row : report.rows()) {
			EvaluationReport.Difference ridge = row.againstRidge();
			EvaluationReport.Spread spread = row.spread();
			table.append((row == report.rows().getLast()) ? "<tr class=\"own\">" : "<tr>")
				.append(cell(escaped(row.model())))
				.append(cell(number("%.3f", row.mseZ())))
				.append(cell((ridge != null) ? number("%+.3f", ridge.difference()) + " (" + number("%+.3f", ridge.low())
						+ " to " + number("%+.3f", ridge.high()) + ")" : ""))
				.append(cell((ridge != null) ? EvaluationCharts.interval(ridge, widest) : ""))
				.append(cell((row.wins() != null) ? row.wins() + " of " + row.of() : ""))
				.append(cell(number("%.2f", row.directionCosine())))
				.append(cell(number("%.3f", row.mseZ9())))
				.append(cell(number("%.2f", row.dtwZ())))
				.append(cell(number("%.2f", row.startError())))
				.append(cell(number("%.2f", row.endError())))
				.append(cell(number("%.3f", (spread != null) ? spread.crpsZ() : null)))
				.append(cell((spread != null) ? percent(spread.coverage().pooled()) : ""))
				.append("</tr>\n");
		}
		return table.append("</table></div>\n").toString();
	}

	private static String features(EvaluationReport report, TrainingEvaluation evaluation) {
		String skill = evaluation.skill()
			.entrySet()
			.stream()
			.map((one) -> escaped(one.getKey()) + "&nbsp;" + number("%.2f", one.getValue()))
			.collect(Collectors.joining(", "));
		return """
				<h2>Each feature</h2>
				<p class="note">Mean square error in standard units: the bar is <b>%s</b>, the diamond ridge, a dot any other model.
				Beyond 1, the dashed line, nothing is told.</p>
				<figure>%s
				<figcaption>Share of the variance that it explains: %s.</figcaption></figure>
				"""
			.formatted(escaped(report.rows().getLast().model()), EvaluationCharts.features(report.rows()), skill);
	}

	private static String curves(EvaluationReport report) {
		if (report.curves().isEmpty()) {
			return "";
		}
		StringBuilder text = new StringBuilder(
				"""
						<h2>Some playlists</h2>
						<p class="note">Track by track: dotted the tracks as they are, the line what was said of them by a model that had not
						seen them. Predictions say how tracks of such a journey sound in the mean; single tracks scatter around that.</p>
						""");
		for (EvaluationReport.Curve curve : report.curves()) {
			text.append("<h3>")
				.append(escaped(curve.moods()))
				.append(" <span>")
				.append(escaped(curve.playlist()))
				.append(", ")
				.append(curve.tracks())
				.append(" tracks</span></h3>\n<div class=\"charts\">");
			curve.features()
				.forEach((feature, line) -> text.append("<figure>")
					.append(EvaluationCharts.curve(line, EvaluationCharts.range(report.curves(), feature)))
					.append("<figcaption>")
					.append(escaped(feature))
					.append("</figcaption></figure>\n"));
			text.append("</div>\n");
		}
		return text.toString();
	}

	private static String calibration(Row own) {
		EvaluationReport.Spread spread = own.spread();
		if (spread == null) {
			return "<h2>Spread</h2>\n<p>Too few playlists were held out to say how far tracks lie from predictions.</p>\n";
		}
		return """
				<h2>Spread</h2>
				<p class="note">Bounds that should hold a share of the tracks, and the share that they held, over all features; on the
				dashed line they are right, above it too wide. Right: the share of each feature within the bounds of %s.</p>
				<div class="charts"><figure>%s</figure><figure>%s</figure></div>
				"""
			.formatted(percent(spread.coverage().level()), EvaluationCharts.calibration(spread.calibration()),
					EvaluationCharts.coverage(spread.coverage()));
	}

	private static String protocol(EvaluationReport report) {
		EvaluationReport.Protocol protocol = report.protocol();
		return "<h2>How it was measured</h2>\n<ul>\n"
				+ protocol.notes()
					.stream()
					.map((note) -> "<li>" + escaped(note) + "</li>\n")
					.collect(Collectors.joining())
				+ "<li>Folds: " + protocol.folds() + ". Intervals: 5,000 paired draws over the playlists.</li>\n"
				+ "<li>Data, SHA-256: <code>" + escaped(protocol.data()) + "</code></li>\n</ul>\n"
				+ "<footer>No clinical claim is made.</footer>\n";
	}

	private static String cell(String content) {
		return "<td>" + content + "</td>";
	}

	private static String percent(double share) {
		return String.format(Locale.ROOT, "%.0f", 100 * share) + "&nbsp;%";
	}

	/// With a minus as wide as a plus; nothing for null.
	private static String number(String format, @Nullable Double value) {
		return (value != null) ? String.format(Locale.ROOT, format, value).replace('-', '\u2212') : "";
	}

	/// Without NUL, which neither HTML nor PostgreSQL has.
	static String escaped(String text) {
		return HtmlUtils.htmlEscape(text.replace('\0', '\ufffd'), "UTF-8");
	}

}
