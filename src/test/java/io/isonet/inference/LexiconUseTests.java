package io.isonet.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.Device;
import io.isonet.dataset.Lexicon;
import io.isonet.lexicon.LoadedLexicon;
import io.isonet.mood.MoodSequence;
import io.isonet.network.Engine;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.network.TrackSpread;
import io.isonet.network.WordDeviations;
import io.isonet.registry.ModelRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/// The model that is shipped with and without a lexicon.
class LexiconUseTests {

	private static final LoadedLexicon GLOOMY = lexicon(Map.of("gloomy", new double[] { 4 }));

	@ParameterizedTest
	@EnumSource
	void wordsOfTheModelAreAnsweredWithTheSameBits(Engine engine) {
		ServedModel without = shipped(engine, Optional.empty());
		ServedModel with = shipped(engine, Optional.of(GLOOMY));
		Forecast expected = forecast(without, "sad, lonely to serene to powerful");
		Forecast actual = forecast(with, "sad, lonely to serene to powerful");
		assertThat(actual.features()).isDeepEqualTo(expected.features());
		assertThat(actual.attention()).isDeepEqualTo(expected.attention());
		// the group has the words sad, melancholic and lonely, which share their vector
		assertThat(forecast(with, "gloomy to serene").features())
			.isDeepEqualTo(forecast(without, "sad to serene").features());
		without.release();
		with.release();
	}

	@Test
	void versionServesItsOwnWordsWhereTheLexiconSaysNothingOfIt() {
		ServedModel served = shipped(Engine.FUSED,
				Optional.of(new LoadedLexicon(
						new Lexicon(Lexicon.Kind.FEATURES, List.of("warmth"), Map.of("gloomy", new double[] { 1 })),
						"0", Instant.EPOCH)));
		assertThat(served.words().unfit()).contains("4 are needed");
		assertThat(served.tokenizer().vocabulary().moods()).hasSize(30);
		assertThat(forecast(served, "sad").features()).hasNumberOfRows(5);
		served.release();
	}

	@Test
	void wordOfAGroupHasTheSpreadOfItsGroup() throws IOException {
		NetworkFiles own = NetworkFiles.read(LexiconUseTests::file);
		double[] narrow = new double[11];
		Arrays.fill(narrow, .5);
		TrackSpread spread = new TrackSpread(own.config()
			.schema()
			.features()
			.stream()
			.map((feature) -> new TrackSpread.Feature(feature, TrackSpread.Kind.RESIDUALS, new double[] { -1, 1 }))
			.toList(), new WordDeviations(11, Map.of("sad", narrow)));
		TrackSpread extended = LexiconUse.of(Optional.of(GLOOMY), own).extend(spread, own.vocabulary());
		assertThat(extended.deviations().words().get("gloomy")).containsExactly(narrow);
	}

	private static ServedModel shipped(Engine engine, Optional<LoadedLexicon> lexicon) {
		ModelRegistry registry = mock(ModelRegistry.class);
		given(registry.artifact(any(), any())).willAnswer((call) -> file(call.getArgument(1)));
		return new ModelLoader(registry, engine, List.of(Device.cpu()), () -> lexicon).load(FakeModels.version(1));
	}

	private static Forecast forecast(ServedModel served, String moods) {
		int[] tokens = served.tokenizer().encode(MoodSequence.parse(moods));
		return served.forecast(0, new JourneyBatch(new int[][] { tokens }, new int[] { 5 })).getFirst();
	}

	private static LoadedLexicon lexicon(Map<String, double[]> words) {
		return new LoadedLexicon(new Lexicon(Lexicon.Kind.GROUP, List.of("group"), words), "0", Instant.EPOCH);
	}

	private static byte[] file(String name) {
		try {
			return Files.readAllBytes(Path.of("model-store/isonet/1", name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
