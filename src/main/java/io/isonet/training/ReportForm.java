package io.isonet.training;

import java.util.List;
import java.util.Map;

import io.isonet.evaluation.EvaluationReport;
import io.swagger.v3.oas.annotations.media.Schema;

/// What an evaluation answers: the report, and what else the metrics of a version say of
/// it.
@Schema(name = "EvaluationReport", description = "What models are worth on playlists held out")
record ReportForm(EvaluationReport.Protocol protocol,
		@Schema(description = "One for each model; the last is what was evaluated") List<EvaluationReport.Row> rows,
		@Schema(description = "Some playlists held out beside what was said of them") List<EvaluationReport.Curve> curves,
		@Schema(description = "What share of each feature's variance is explained; in the metrics of a version it stands "
				+ "beside the report") Map<String, Double> skill,
		@Schema(description = "In the metrics of a version they stand beside the report") List<String> warnings) {

	static ReportForm of(TrainingEvaluation evaluation) {
		EvaluationReport report = evaluation.report();
		return new ReportForm(report.protocol(), report.rows(), report.curves(), evaluation.skill(),
				evaluation.warnings());
	}

}
