package io.isonet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.isonet.mood.MoodSequence;
import io.isonet.network.ConfigJson;
import io.isonet.network.Tensor;
import io.isonet.network.Weights;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BaseTrainingTests {

	private static final Path SHIPPED = Path.of("model-store", "isonet", "1");

	@Test
	void theCommandGivesTheShippedWeightsAgain() throws IOException {
		TrainedModel trained = new BaseTraining().train(BlendTraining.STEPS);
		assertThat(trained.epochs().getLast().trainLoss()).isLessThan(1e-3);
		assertThat(ConfigJson.write(trained.config())).isEqualTo(Files.readAllBytes(SHIPPED.resolve("config.json")));
		assertThat(trained.vocabulary().toJson()).isEqualTo(Files.readString(SHIPPED.resolve("tokenizer.json")));
		Weights shipped = Weights.read(trained.config(), Files.readAllBytes(SHIPPED.resolve("model.safetensors")));
		shipped.tensors()
			.forEach((name,
					expected) -> assertThat(relativeError(trained.weights().tensor(name).doubles(), expected.doubles()))
						// equal to the bit on the kind of processor that trained it;
						// others round differently
						.as(name)
						.isLessThan(.05));
	}

	@Test
	void twoRunsGiveTheSameWeightsToTheBit() {
		assertThat(new BaseTraining().train(20).weights()).isEqualTo(new BaseTraining().train(20).weights());
	}

	@Test
	void whatItWasTaughtIsToFollowAnyVector() {
		TrainedModel trained = new BaseTraining().train(BlendTraining.STEPS);
		// "sad" now sounds as no group does
		float[] words = trained.weights().tensor("embedding.weight").floats();
		int row = trained.vocabulary().id("sad").orElseThrow() * 11;
		float[] strange = { .5f, .5f, -.5f, .5f, .5f, .5f, .5f, -.5f, .5f, -.5f, .5f };
		System.arraycopy(strange, 0, words, row, 11);
		Weights changed = trained.weights().with("embedding.weight", Tensor.of(words, words.length / 11, 11));
		try (FittedNetwork network = new FittedNetwork(trained.config(), trained.vocabulary(), changed)) {
			double[] track = network.predict(MoodSequence.parse("sad"), 3)[1];
			double squares = 0;
			for (int f = 0; f < 11; f++) {
				double error = trained.config().scaler().standard(f, track[f]) - strange[f];
				squares += error * error / 11;
			}
			assertThat(squares).isLessThan(.01);
		}
	}

	@Test
	void targetsLeadFromTheFirstGroupToTheLast() {
		double[][] targets = new BaseTraining().targets(MoodSequence.parse("sad to powerful"), 5);
		int energy = 2;
		assertThat(targets[0][energy]).isCloseTo(.273, Offset.offset(1e-9));
		assertThat(targets[2][energy]).isCloseTo((.273 + .7293) / 2, Offset.offset(1e-9));
		assertThat(targets[4][energy]).isCloseTo(.7293, Offset.offset(1e-9));
	}

	private static double relativeError(double[] actual, double[] expected) {
		double difference = 0;
		double norm = 0;
		for (int i = 0; i < expected.length; i++) {
			difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
			norm += expected[i] * expected[i];
		}
		return (norm == 0) ? Math.sqrt(difference) : Math.sqrt(difference / norm);
	}

}
