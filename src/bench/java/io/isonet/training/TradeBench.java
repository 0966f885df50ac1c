package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import io.isonet.dataset.PlaylistCsvReader;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.CrossValidation;
import io.isonet.evaluation.EvaluationReport;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Folds;
import io.isonet.evaluation.Learner;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ComputeTarget;
import io.isonet.network.Tensor;
import io.isonet.network.Weights;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What each setting that is off by default would change.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.training.TradeBench \
///       -Dbench.arguments="PLAYLISTS.csv TOKENIZER.json"
///
/// Arguments: a file of playlists and its tokenizer, each playlist held out once; or a number
/// of playlists of the process of [GeneratedBench], a fifth of them held out.
public final class TradeBench {

	private static final long SEED = 1;

	private static final List<String> SETTINGS = List.of("\"reversedShare\": 0.5", "\"croppedShare\": 0.5",
			"\"reversedShare\": 0.25, \"croppedShare\": 0.25", "\"featureNoise\": 0.1", "\"featureNoise\": 0.5",
			"\"error\": \"huber\", \"huberDelta\": 0.5", "\"error\": \"huber\", \"huberDelta\": 1",
			"\"error\": \"huber\", \"huberDelta\": 2", "\"components\": 3", "\"components\": 5", "\"components\": 8",
			"\"components\": 11", "\"error\": \"crossEntropy\"");

	private TradeBench() {
	}

	public static void main(String[] arguments) throws IOException {
		Folds folds;
		if (arguments.length > 1) {
			MoodVocabulary vocabulary = MoodVocabulary.read(Files.readAllBytes(Path.of(arguments[1])));
			PlaylistDataset data = new PlaylistCsvReader().read(
					new ByteArrayInputStream(Files.readAllBytes(Path.of(arguments[0]))),
					PlaylistCsvReader.Options.standard().withVocabulary(vocabulary));
			folds = Folds.crossValidation(data, SEED);
		}
		else {
			folds = Folds.holdout(new GeneratedProcess(GeneratedBench.FORM).data(Integer.parseInt(arguments[0])), .2,
					SEED);
		}
		List<Learner> learners = new ArrayList<>();
		learners.add(QualityBench.network(QualityBench.DEFAULT, "{}"));
		SETTINGS.forEach((setting) -> learners.add(QualityBench.network(setting.replace("\"", ""), "{" + setting + "}")));
		learners.add(QualityBench.network("seed: 1", "{\"seed\": 1}"));
		for (int count : new int[] { 2, 4 }) {
			learners.add(new Seeds(count, true));
			learners.add(new Seeds(count, false));
		}
		CrossValidation validation = new CrossValidation(learners, SEED, (fold, count, model) -> {
		});
		EvaluationReport report = validation.run(folds, "");
		System.out.println("| setting | MSE_z | DTW_z | dir. cos | less the default |");
		System.out.println("|---|---|---|---|---|");
		for (EvaluationReport.Row row : report.rows()) {
			EvaluationReport.Difference difference = validation.difference(row.model(), QualityBench.DEFAULT);
			System.out.printf(Locale.ROOT, "| %s | %.4f | %.3f | %s | %+.4f [%+.4f, %+.4f] |%n", row.model(), row.mseZ(),
					row.dtwZ(), text(row.directionCosine()), difference.difference(), difference.low(), difference.high());
		}
	}

	private static String text(@Nullable Double value) {
		return (value != null) ? String.format(Locale.ROOT, "%.3f", value) : "-";
	}

	/// The default with several seeds.
	///
	/// @param weights whether the weights are averaged, or else the predictions
	private record Seeds(int count, boolean weights) implements Learner {

		@Override
		public String name() {
			return this.count + " seeds, " + (this.weights ? "weights" : "predictions") + " averaged";
		}

		@Override
		public FittedModel learn(PlaylistDataset fold, long seed) {
			List<TrainedModel> members = IntStream.range(0, this.count).mapToObj((member) -> {
				byte[] settings = ("{\"seed\": " + member + "}").getBytes(StandardCharsets.UTF_8);
				return new TrainingRun(fold, SettingsReader.read(JsonMapper.shared(), settings), ComputeTarget.fused(1))
					.run(QualityBench.unheard());
			}).toList();
			TrainedModel first = members.getFirst();
			if (this.weights) {
				return new FittedNetwork(first.config(), first.vocabulary(), mean(members));
			}
			List<FittedNetwork> networks = members.stream()
				.map((member) -> new FittedNetwork(member.config(), member.vocabulary(), member.weights()))
				.toList();
			return new FittedModel() {

				@Override
				public double[][] predict(MoodSequence moods, int length) {
					double[][] sum = new double[length][first.config().features()];
					for (FittedNetwork network : networks) {
						double[][] rows = network.predict(moods, length);
						for (int t = 0; t < length; t++) {
							for (int f = 0; f < rows[t].length; f++) {
								sum[t][f] += rows[t][f] / Seeds.this.count;
							}
						}
					}
					return sum;
				}

				@Override
				public void close() {
					networks.forEach(FittedNetwork::close);
				}

			};
		}

		private static Weights mean(List<TrainedModel> members) {
			Map<String, Tensor> mean = new LinkedHashMap<>();
			members.getFirst().weights().tensors().forEach((name, tensor) -> {
				float[] values = new float[tensor.size()];
				for (TrainedModel member : members) {
					double[] each = member.weights().tensor(name).doubles();
					for (int i = 0; i < values.length; i++) {
						values[i] += (float) (each[i] / members.size());
					}
				}
				mean.put(name, Tensor.of(values, tensor.shape()));
			});
			return new Weights(mean);
		}

	}

}
