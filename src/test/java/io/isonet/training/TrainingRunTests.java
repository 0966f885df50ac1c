package io.isonet.training;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrainingRunTests {

	private static final String EVERYTHING_RANDOM = """
			{"epochs": 4, "shuffle": true, "dropout": 0.3, "validationShare": 0.25, "optimizer": "adam", "weightDecay": 0.001,
			 "gradientClip": 1, "seed": 5}""";

	@Test
	void theSameDataSettingsAndSeedGiveTheSameWeightsToTheBit() {
		TrainedModel first = train(EVERYTHING_RANDOM);
		TrainedModel second = train(EVERYTHING_RANDOM);
		assertThat(second.weights()).isEqualTo(first.weights());
		assertThat(second.bestEpoch()).isEqualTo(first.bestEpoch());
		assertThat(losses(second)).isEqualTo(losses(first));
		assertThat(train(EVERYTHING_RANDOM.replace("\"seed\": 5", "\"seed\": 6")).weights())
			.isNotEqualTo(first.weights());
	}

	@Test
	void trainingLowersTheLoss() {
		List<Double> losses = losses(train("{\"epochs\": 30, \"start\": \"random\", \"seed\": 1}"));
		assertThat(losses.getLast()).isLessThan(.8 * losses.getFirst());
	}

	@Test
	void theWeightsOfTheBestValidationEpochArePublished() {
		// a rate that overshoots: some epochs are worse than those before
		String settings = "{\"epochs\": 12, \"start\": \"random\", \"schedule\": \"constant\", \"learningRate\": 0.1, \"patience\": 0, \"validationShare\": 0.3, \"seed\": 2}";
		TrainedModel trained = train(settings);
		EpochFigures best = trained.epochs().get(trained.bestEpoch() - 1);
		assertThat(trained.epochs())
			.allSatisfy((epoch) -> assertThat(epoch.validationLoss()).isGreaterThanOrEqualTo(best.validationLoss()));
		assertThat(trained.bestEpoch()).isLessThan(12);
		TrainedModel stopped = train(settings.replace("\"epochs\": 12", "\"epochs\": " + trained.bestEpoch()));
		assertThat(trained.weights()).isEqualTo(stopped.weights());
	}

	@Test
	void trainingStopsWhenPatienceIsOver() {
		TrainedModel trained = train(
				"{\"epochs\": 500, \"learningRate\": 0.1, \"patience\": 3, \"validationShare\": 0.3, \"seed\": 2}");
		assertThat(trained.epochs()).hasSize(trained.bestEpoch() + 3);
	}

	@Test
	void withoutValidationTheLastEpochCounts() {
		TrainedModel trained = train("{\"preset\": \"notebook\", \"epochs\": 3}");
		assertThat(trained.bestEpoch()).isEqualTo(3);
		assertThat(trained.epochs()).extracting(EpochFigures::validationLoss).containsOnlyNulls();
	}

	@Test
	void aLossThatIsNotFiniteSaysWhereAndWhatToChange() {
		assertThatExceptionOfType(DivergedException.class)
			// decay at this rate multiplies every weight by -9
			.isThrownBy(() -> train("{\"preset\": \"notebook\", \"learningRate\": 10, \"weightDecay\": 1}"))
			.withMessageMatching(
					"The loss is (NaN|Infinity) at step \\d+ of epoch \\d+\\..*learningRate \\(now 10.0\\).*");
	}

	@Test
	void aLastStepThatRunsAwayPublishesNothing() {
		// weights grow ninefold with each step of one epoch; the loss is taken before the
		// step that overflows them
		for (int epochs = 1; epochs < 30; epochs++) {
			String settings = "{\"preset\": \"notebook\", \"batchSize\": 12, \"learningRate\": 10, \"weightDecay\": 1, "
					+ "\"epochs\": " + epochs + "}";
			try {
				assertThat(train(settings).weights().isFinite()).isTrue();
			}
			catch (DivergedException ex) {
				return;
			}
		}
		throw new AssertionError("nothing ran away");
	}

	@Test
	void itStopsBeforeTheNextStepWhenItIsTold() {
		List<Integer> steps = new ArrayList<>();
		assertThatExceptionOfType(TrainingStoppedException.class)
			.isThrownBy(() -> train("{\"epochs\": 10000}", new TrainingProgress() {

				@Override
				public void check() {
					// goes on
				}

				@Override
				public void beforeStep(Supplier<Checkpoint> checkpoint) {
					steps.add(1);
					if (steps.size() == 7) {
						throw new TrainingStoppedException();
					}
				}

				@Override
				public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
					// goes on
				}

			}));
		assertThat(steps).hasSize(7);
	}

	@Test
	void otherFeaturesTrainWithASchemaOfTheirOwn() {
		String csv = """
				playlist,position,moods,warmth,grain
				a,0,sad to happy,0.1,40
				a,1,sad to happy,0.9,10
				b,0,calm,0.2,30
				b,1,calm,0.3,20
				""";
		String settings = """
				{"epochs": 3, "validationShare": 0,
				 "features": [{"name": "warmth", "min": 0, "max": 1}, {"name": "grain", "unit": "um", "min": 0, "max": 50}]}""";
		TrainedModel trained = run(csv, settings).run(ExampleRun.silent());
		assertThat(trained.config().schema().names()).containsExactly("warmth", "grain");
		assertThat(trained.weights().tensor("fc.weight").shape()).containsExactly(2, 32);
		assertThat(trained.vocabulary().moods()).containsExactly("calm", "happy", "sad");
	}

	@Test
	void aSinglePlaylistTrainsWithoutValidation() {
		String csv = "playlist,position,moods,warmth\na,0,sad,0.1\n";
		String settings = "{\"epochs\": 2, \"features\": [{\"name\": \"warmth\", \"min\": 0, \"max\": 1}]}";
		TrainedModel trained = run(csv, settings).run(ExampleRun.silent());
		assertThat(trained.epochs()).hasSize(2);
	}

	private static List<Double> losses(TrainedModel trained) {
		return trained.epochs().stream().map(EpochFigures::trainLoss).toList();
	}

	private static TrainedModel train(String settings) {
		return train(settings, ExampleRun.silent());
	}

	private static TrainedModel train(String settings, TrainingProgress progress) {
		return ExampleRun.of(settings).run(progress);
	}

	private static TrainingRun run(String csv, String settings) {
		return ExampleRun.of(csv.getBytes(StandardCharsets.UTF_8), settings);
	}

}
