package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ComputeTarget;
import io.isonet.network.EngineName;
import ai.djl.Device;
import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistCsvReader;
import io.isonet.dataset.PlaylistDataset;
import tools.jackson.databind.json.JsonMapper;

/// Runs on a few playlists.
final class ExampleRun {

	private ExampleRun() {
	}

	/// A run on 12 generated playlists.
	static TrainingRun of(String settings) {
		try {
			ByteArrayOutputStream csv = new ByteArrayOutputStream();
			new ExamplePlaylists(MoodGroups.load(), 12, 3).write(csv);
			return of(csv.toByteArray(), settings);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static TrainingRun of(byte[] csv, String json) {
		return of(csv, json, Optional.empty());
	}

	static TrainingRun of(byte[] csv, String json, Optional<MoodVocabulary> vocabulary) {
		try {
			TrainingSettings settings = SettingsReader.read(JsonMapper.shared(), json.getBytes(StandardCharsets.UTF_8));
			PlaylistDataset dataset = new PlaylistCsvReader().read(new ByteArrayInputStream(csv),
					new PlaylistCsvReader.Options(settings.features(), vocabulary, 5, 5, 500));
			ComputeTarget target = (settings.engine() == EngineName.DJL) ? ComputeTarget.djl(Device.cpu())
					: ComputeTarget.fused(1);
			return new TrainingRun(dataset, settings, target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static TrainingProgress silent() {
		return new TrainingProgress() {

			@Override
			public void check() {
				// goes on
			}

			@Override
			public void beforeStep(Supplier<Checkpoint> checkpoint) {
				// goes on
			}

			@Override
			public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
				// goes on
			}

		};
	}

}
