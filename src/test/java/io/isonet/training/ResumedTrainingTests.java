package io.isonet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.isonet.network.InvalidModelException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// A training that was interrupted ends as if it had not been. Each resumed part is a run
/// of its own, and all that reaches it are bytes and figures.
class ResumedTrainingTests {

	/// 9 playlists to learn from in 5 steps, 3 for validation in 2.
	private static final String EVERYTHING = """
			"epochs": 6, "batchSize": 2, "dropout": 0.3, "shuffle": true, "weightDecay": 0.001, "gradientClip": 0.5,
			"validationShare": 0.25, "patience": 2, "start": "random", "schedule": "constant\"""";

	private static final String ADAM = "{\"optimizer\": \"adam\", \"learningRate\": 0.1, \"seed\": 4, " + EVERYTHING
			+ "}";

	private static final String SGD = "{\"optimizer\": \"sgd\", \"learningRate\": 0.6, \"seed\": 8, " + EVERYTHING
			+ "}";

	private static final String DJL = ADAM.replace("{", "{\"engine\": \"djl\", ");

	private static final String BASE = "{\"epochs\": 3, \"batchSize\": 5}";

	private static final String BASE_OF_ITS_OWN = "{\"hiddenSize\": 8, \"epochs\": 2, \"batchSize\": 4}";

	private static final String VARIED = """
			{"epochs": 3, "batchSize": 4, "validationShare": 0.25, "reversedShare": 0.5, "croppedShare": 0.5,
			 "featureNoise": 0.1, "error": "huber", "huberDelta": 0.5, "components": 4}""";

	private static final String NOTEBOOK = "{\"preset\": \"notebook\", \"epochs\": 3}";

	@ParameterizedTest
	@ValueSource(strings = { ADAM, SGD })
	void theCasesStopEarlyAndPublishAnEarlierEpoch(String settings) {
		TrainedModel whole = whole(settings);
		assertThat(whole.epochs()).hasSizeLessThan(6).hasSize(whole.bestEpoch() + 2);
		assertThat(whole.bestEpoch()).isGreaterThan(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { ADAM, SGD, NOTEBOOK })
	void takingCheckpointsChangesNothing(String settings) {
		assertSame(ExampleRun.of(settings).run(new Recorder()), whole(settings));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void fromAnyMomentItEndsAsIfItHadNotBeenInterrupted(String settings) {
		TrainedModel whole = whole(settings);
		for (Moment moment : moments(settings)) {
			assertSame(resume(settings, moment, ExampleRun.silent()), whole);
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void interruptedAfterEachStepItStillEndsTheSame(String settings) {
		TrainedModel whole = whole(settings);
		Moment moment = moments(settings).getFirst();
		int interruptions = 0;
		while (true) {
			OneStep step = new OneStep(moment);
			try {
				assertSame(resume(settings, moment, step), whole);
				break;
			}
			catch (TrainingStoppedException ex) {
				moment = step.reached();
				interruptions++;
			}
		}
		assertThat(interruptions).isGreaterThanOrEqualTo(3 * whole.epochs().size());
	}

	@ParameterizedTest
	@ValueSource(strings = { ADAM, NOTEBOOK })
	void afterTheLastEpochNoFurtherStepIsTaken(String settings) {
		Recorder steps = new Recorder();
		assertSame(resume(settings, moments(settings).getLast(), steps), whole(settings));
		assertThat(steps.moments).isEmpty();
	}

	@Test
	void oneThatRunsAwayRunsAwayAtTheSameStep() {
		// decay at this rate multiplies every weight by -9
		String settings = "{\"preset\": \"notebook\", \"learningRate\": 10, \"weightDecay\": 1}";
		Recorder recorder = new Recorder();
		String message = diverged(() -> ExampleRun.of(settings).run(recorder));
		assertThat(recorder.moments)
			.allSatisfy((moment) -> assertThat(diverged(() -> resume(settings, moment, ExampleRun.silent())))
				.isEqualTo(message));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "\"epochs\": 6|\"epochs\": 1|step 1 after 2 epochs, the training has 1 epochs of 5",
					"\"batchSize\": 2|\"batchSize\": 1|taken 11 steps, not the 19 of 2 epochs and 1 steps",
					"\"adam\"|\"sgd\"|first average 'attention.attention.bias' is unknown",
					"\"seed\": 4|\"seed\": 4, \"hiddenSize\": 8|needs [16, 8]" })
	void otherSettingsAreRefused(String found, String replacement, String reason) {
		assertThat(ADAM).contains(found);
		// after an epoch come its checkpoint, the one before the first step and this
		Moment moment = moments(ADAM).stream().filter((each) -> each.epochs().size() == 2).toList().get(2);
		assertThatExceptionOfType(InvalidModelException.class)
			.isThrownBy(() -> resume(ADAM.replace(found, replacement), moment, ExampleRun.silent()))
			.withMessageContaining(reason);
	}

	@Test
	void figuresOfFewerEpochsAreRefused() {
		Moment last = moments(NOTEBOOK).getLast();
		assertThatExceptionOfType(InvalidModelException.class).isThrownBy(
				() -> resume(NOTEBOOK, new Moment(last.checkpoint(), last.epochs().subList(0, 2)), ExampleRun.silent()))
			.withMessageContaining("3 finished epochs, but there are figures of 2");
	}

	static List<String> cases() {
		return List.of(ADAM, SGD, NOTEBOOK, DJL, BASE, BASE_OF_ITS_OWN, VARIED);
	}

	private static TrainedModel whole(String settings) {
		return ExampleRun.of(settings).run(ExampleRun.silent());
	}

	/// Before each step, in each step of validation, and after each epoch.
	private static List<Moment> moments(String settings) {
		Recorder recorder = new Recorder();
		ExampleRun.of(settings).run(recorder);
		return recorder.moments;
	}

	private static TrainedModel resume(String settings, Moment moment, TrainingProgress progress) {
		return ExampleRun.of(settings).resume(moment.checkpoint(), moment.epochs(), progress);
	}

	private static String diverged(Supplier<TrainedModel> training) {
		try {
			training.get();
		}
		catch (DivergedException ex) {
			return ex.getMessage();
		}
		throw new AssertionError("did not diverge");
	}

	private static void assertSame(TrainedModel resumed, TrainedModel whole) {
		assertThat(resumed.weights()).isEqualTo(whole.weights());
		assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
		assertThat(resumed.epochs()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("epochsPerSecond")
			.isEqualTo(whole.epochs());
	}

	private record Moment(byte[] checkpoint, List<EpochFigures> epochs) {
	}

	private static final class Recorder implements TrainingProgress {

		private final List<Moment> moments = new ArrayList<>();

		private final List<EpochFigures> epochs = new ArrayList<>();

		@Override
		public void check() {
			// goes on
		}

		@Override
		public void beforeStep(Supplier<Checkpoint> checkpoint) {
			this.moments.add(new Moment(checkpoint.get().toBytes(), List.copyOf(this.epochs)));
		}

		@Override
		public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
			this.epochs.add(figures);
			beforeStep(checkpoint);
		}

	}

	/// Stops as soon as a checkpoint has got any further.
	private static final class OneStep implements TrainingProgress {

		private final Moment start;

		private final List<EpochFigures> epochs;

		private @Nullable Moment reached;

		private OneStep(Moment start) {
			this.start = start;
			this.epochs = new ArrayList<>(start.epochs());
		}

		@Override
		public void check() {
			// goes on
		}

		@Override
		public void beforeStep(Supplier<Checkpoint> checkpoint) {
			byte[] bytes = checkpoint.get().toBytes();
			if (!Arrays.equals(bytes, this.start.checkpoint())) {
				this.reached = new Moment(bytes, this.epochs);
				throw new TrainingStoppedException();
			}
		}

		@Override
		public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
			this.epochs.add(figures);
			beforeStep(checkpoint);
		}

		private Moment reached() {
			if (this.reached == null) {
				throw new AssertionError("got no further");
			}
			return this.reached;
		}

	}

}
