package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import io.isonet.Medians;
import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ComputeTarget;
import tools.jackson.databind.json.JsonMapper;

/// Time of one training of the notebook preset, 100 epochs in batches of 4, one thread.
/// Without arguments on 20 generated playlists, else on a CSV and its vocabulary.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.training.TrainingBench \
///         -Dbench.arguments="playlists.csv tokenizer.json"
public final class TrainingBench {

	private static final int ROUNDS = 5;

	private TrainingBench() {
	}

	public static void main(String[] arguments) throws IOException {
		TrainingSettings settings = SettingsReader.read(JsonMapper.shared(),
				"{\"preset\": \"notebook\"}".getBytes(StandardCharsets.UTF_8));
		PlaylistDataset dataset = dataset(arguments, settings);
		double[] seconds = new double[ROUNDS];
		for (int round = 0; round < ROUNDS; round++) {
			long started = System.nanoTime();
			new TrainingRun(dataset, settings, ComputeTarget.fused(1)).run(new TrainingProgress() {

				@Override
				public void beforeStep(Supplier<Checkpoint> checkpoint) {
					// goes on
				}

				@Override
				public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
					// goes on
				}

			});
			seconds[round] = (System.nanoTime() - started) / 1e9;
		}
		System.out.printf(Locale.ROOT, "%d playlists, %d tracks, longest %d: %s s for 100 epochs%n", dataset.size(),
				dataset.report().tracks(), dataset.report().lengths().max(), Medians.of(seconds).text(2));
	}

	private static PlaylistDataset dataset(String[] arguments, TrainingSettings settings) throws IOException {
		if (arguments.length == 2) {
			MoodVocabulary vocabulary = MoodVocabulary.read(Files.readString(Path.of(arguments[1])));
			return read(Files.newInputStream(Path.of(arguments[0])), Optional.of(vocabulary), settings);
		}
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), 20, 1).write(csv);
		return read(new ByteArrayInputStream(csv.toByteArray()), Optional.empty(), settings);
	}

	private static PlaylistDataset read(InputStream in, Optional<MoodVocabulary> vocabulary, TrainingSettings settings)
			throws IOException {
		return TrainingJobs.dataset(in, vocabulary, settings, 500);
	}

}
