package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistCsvReader;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.EvaluationRefusedException;
import io.isonet.evaluation.EvaluationReport;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ComputeTarget;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Weights;
import io.isonet.network.SpreadJson;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrainingEvaluationTests {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final String TWO_PLAYLISTS = """
			playlist,position,moods,warmth
			a,0,dim,1
			a,1,dim,2
			b,0,dim,3
			b,1,dim,4
			""";

	private static final String WARMTH = "\"features\": [{\"name\": \"warmth\", \"min\": 0, \"max\": 9}]";

	@Test
	void crossValidationWhereItIsQuickElseHoldout() {
		PlaylistDataset twelve = examples(12);
		assertThat(settled("{}", twelve)).isEqualTo(EvaluationMethod.CROSS_VALIDATION);
		assertThat(settled("{\"epochs\": 2000}", twelve)).isEqualTo(EvaluationMethod.CROSS_VALIDATION);
		assertThat(settled("{\"epochs\": 10000, \"hiddenSize\": 512}", twelve)).isEqualTo(EvaluationMethod.HOLDOUT);
		assertThat(settled("{\"engine\": \"djl\"}", twelve)).isEqualTo(EvaluationMethod.CROSS_VALIDATION);
		assertThat(settled("{\"engine\": \"djl\", \"epochs\": 5000}", twelve)).isEqualTo(EvaluationMethod.HOLDOUT);
		assertThat(settled("{\"evaluation\": \"none\"}", twelve)).isEqualTo(EvaluationMethod.NONE);
	}

	@Test
	void manyPlaylistsTakeLongByTheBaselinesAlone() {
		PlaylistDataset one = examples(3);
		PlaylistDataset many = new PlaylistDataset(one.schema(), one.vocabulary(),
				Collections.nCopies(20_000, one.examples().getFirst()), one.report());
		assertThat(TrainingEvaluation.seconds(settings("{\"epochs\": 1}"), many, 10)).isBetween(720d, 1000d);
	}

	@Test
	void whatAllowsNoEvaluationGetsNoneUnlessItIsAskedFor() {
		PlaylistDataset two = dataset(TWO_PLAYLISTS.getBytes(StandardCharsets.UTF_8), settings("{" + WARMTH + "}"));
		assertThat(settled("{" + WARMTH + "}", two)).isEqualTo(EvaluationMethod.NONE);
		for (String method : new String[] { "holdout", "crossValidation" }) {
			TrainingSettings asked = settings("{\"evaluation\": \"" + method + "\", " + WARMTH + "}");
			assertThatExceptionOfType(EvaluationRefusedException.class)
				.isThrownBy(() -> TrainingEvaluation.settle(asked, two))
				.withMessageContaining("3 playlists");
		}
		TrainingSettings better = settings("{\"activate\": \"ifBetter\", " + WARMTH + "}");
		assertThatExceptionOfType(EvaluationRefusedException.class)
			.isThrownBy(() -> TrainingEvaluation.settle(better, two));
	}

	@Test
	void theDefaultBeatsWhatIsSimpleAndTheNotebookIsWarnedOf() {
		PlaylistDataset data = examples(16);
		TrainingEvaluation good = evaluate("{}", data);
		EvaluationReport.Row own = good.report().rows().getLast();
		assertThat(own.model()).isEqualTo("default");
		assertThat(good.report().protocol().folds()).isEqualTo(16);
		assertThat(Objects.requireNonNull(own.againstRidge()).high()).isNegative();
		assertThat(own.wins()).isGreaterThan(12);
		assertThat(good.warnings()).isEmpty();
		assertThat(good.report().protocol().notes()).noneMatch((note) -> note.contains("preset"));
		assertThat(good.skill().get("energy")).isBetween(.3, 1d);
		// uniform: nothing tells of it
		assertThat(good.skill().get("key")).isLessThan(.1);
		double globalMean = good.report().rows().getFirst().perFeature().get("valence");
		assertThat(good.skill().get("valence")).isCloseTo(1 - own.perFeature().get("valence") / globalMean,
				Offset.offset(1e-12));

		TrainingEvaluation poor = evaluate("{\"preset\": \"notebook\", \"epochs\": 3}", data);
		assertThat(poor.report().protocol().notes()).contains("Settings that differ from the preset: epochs 3.");
		assertThat(poor.warnings()).singleElement().asString().contains("did worse than '", "0.", "%");
		assertThat(poor.report().rows()).extracting(EvaluationReport.Row::model).doesNotContain(Champion.NAME);
		assertThat(poor.againstChampion()).isNull();
	}

	@Test
	void theSpreadCoversWhatTheLevelSaysAndIsTheSameEachTime() {
		PlaylistDataset data = examples(16);
		TrainingEvaluation one = evaluate("{\"epochs\": 20}", data);
		EvaluationReport.Spread spread = Objects.requireNonNull(one.report().rows().getLast().spread());
		EvaluationReport.Spread climatology = Objects.requireNonNull(one.report().rows().getFirst().spread());
		assertThat(spread.coverage().pooled()).isBetween(.75, .87);
		assertThat(spread.crpsZ()).isLessThan(climatology.crpsZ());
		byte[] file = SpreadJson.write(Objects.requireNonNull(one.spread()));
		TrainingEvaluation other = evaluate("{\"epochs\": 20}", data);
		assertThat(SpreadJson.write(Objects.requireNonNull(other.spread()))).isEqualTo(file);
		assertThat(other.report()).isEqualTo(one.report());
		assertThat(SpreadJson.read(file, data.schema()).deviations().words()).containsKey("sad");
	}

	@Test
	void theSpreadOfAHoldoutIsThatOfThePlaylistsHeldOut() {
		TrainingEvaluation few = evaluate("{\"epochs\": 2, \"evaluation\": \"holdout\"}", examples(12));
		assertThat(few.report().rows().getLast().of()).isEqualTo(2);
		assertThat(few.spread()).isNull();
		assertThat(few.report().rows().getLast().spread()).isNull();
		TrainingEvaluation enough = evaluate("{\"epochs\": 2, \"evaluation\": \"holdout\"}", examples(16));
		assertThat(enough.report().rows().getLast().of()).isEqualTo(3);
		assertThat(enough.spread()).isNotNull();
	}

	@Test
	void itCanBeStopped() {
		int[] asked = new int[1];
		assertThatExceptionOfType(TrainingStoppedException.class).isThrownBy(() -> TrainingEvaluation.of(examples(12),
				TrainingEvaluation.settle(settings("{\"epochs\": 10000}"), examples(12)), ComputeTarget.fused(1), "",
				Optional.empty(), (done, total, share) -> {
					if (++asked[0] == 50) {
						throw new TrainingStoppedException();
					}
				}));
		assertThat(asked[0]).isEqualTo(50);
	}

	@Test
	void aVersionIsBetterWhereTheWholeIntervalSaysSo() {
		PlaylistDataset data = examples(16);
		TrainedModel notebook = trained("{\"preset\": \"notebook\", \"epochs\": 2}", data);
		TrainedModel own = trained("{}", data);
		Champion poor = champion(notebook);
		Activation better = decide("{}", data, own, poor);
		assertThat(better.activated()).isTrue();
		assertThat(better.reason()).contains("version 7", "95 % interval -", "wholly below 0");
		Activation equal = decide("{}", data, own, champion(own));
		assertThat(equal.activated()).isFalse();
		assertThat(equal.reason()).contains("not wholly below 0");
		assertThat(decide("{\"preset\": \"notebook\", \"epochs\": 2}", data, notebook, champion(own)).activated())
			.isFalse();
	}

	@Test
	void fewPlaylistsTellNothing() {
		PlaylistDataset data = examples(16);
		TrainedModel own = trained("{}", data);
		Champion poor = champion(trained("{\"preset\": \"notebook\", \"epochs\": 2}", data));
		Activation held = decide("{\"evaluation\": \"holdout\"}", data, own, poor);
		assertThat(held.activated()).isFalse();
		assertThat(held.reason()).contains("Too few playlists were held out", "version 7: 3, and 6 are needed");
	}

	@Test
	void aVersionThatLosesWordsOrHasOtherFeaturesIsNotBetter() {
		PlaylistDataset data = examples(16);
		TrainedModel own = trained("{}", data);
		Champion shipped = new Champion(1, Base.shipped().config(MoodVocabulary.of(List.of("zany", "sad"))),
				MoodVocabulary.of(List.of("zany", "sad")),
				Base.shipped().weights(MoodVocabulary.of(List.of("zany", "sad"))));
		Activation lost = decide("{}", data, own, shipped);
		assertThat(lost.activated()).isFalse();
		assertThat(lost.reason()).contains("1 of the words", "'zany'");
		TrainingSettings warmth = settings("{" + WARMTH + "}");
		IsoNetConfig config = warmth.config(own.vocabulary().size(), FeatureScaler.identity(1));
		Champion other = new Champion(1, config, own.vocabulary(), Weights.random(config, 1));
		assertThat(decide("{}", data, own, other))
			.isEqualTo(new Activation(false, "It has other features than the champion, version 1."));
		TrainingEvaluation alone = evaluate("{}", data);
		assertThat(Activation.ifBetter(own, alone, Optional.empty()).activated()).isTrue();
	}

	private static Activation decide(String json, PlaylistDataset data, TrainedModel trained, Champion champion) {
		TrainingSettings settings = TrainingEvaluation.settle(settings(json), data);
		TrainingEvaluation evaluation = Objects.requireNonNull(TrainingEvaluation.of(data, settings,
				ComputeTarget.fused(1), "abc", Optional.of(champion), (done, total, share) -> {
				}));
		return Activation.ifBetter(trained, evaluation, Optional.of(champion));
	}

	private static TrainedModel trained(String json, PlaylistDataset data) {
		return new TrainingRun(data, settings(json), ComputeTarget.fused(1)).run(ExampleRun.silent());
	}

	private static Champion champion(TrainedModel trained) {
		return new Champion(7, trained.config(), trained.vocabulary(), trained.weights());
	}

	private static TrainingEvaluation evaluate(String json, PlaylistDataset data) {
		TrainingSettings settings = TrainingEvaluation.settle(settings(json), data);
		return Objects.requireNonNull(TrainingEvaluation.of(data, settings, ComputeTarget.fused(1), "abc",
				Optional.empty(), (done, total, share) -> {
				}));
	}

	private static EvaluationMethod settled(String json, PlaylistDataset data) {
		return TrainingEvaluation.settle(settings(json), data).evaluation();
	}

	private static TrainingSettings settings(String json) {
		return SettingsReader.read(MAPPER, json.getBytes(StandardCharsets.UTF_8));
	}

	private static PlaylistDataset examples(int playlists) {
		try {
			ByteArrayOutputStream csv = new ByteArrayOutputStream();
			new ExamplePlaylists(MoodGroups.load(), playlists, 3).write(csv);
			return dataset(csv.toByteArray(), settings("{}"));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static PlaylistDataset dataset(byte[] csv, TrainingSettings settings) {
		try {
			return new PlaylistCsvReader().read(new ByteArrayInputStream(csv),
					new PlaylistCsvReader.Options(settings.features(), Optional.empty(), 5, 5, 500));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
