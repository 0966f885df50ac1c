package io.isonet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.isonet.mood.MoodSequence;
import io.isonet.network.ConfigJson;
import io.isonet.network.Weights;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BaseTrainingTests {

	private static final Path SHIPPED = Path.of("model-store", "isonet", "1");

	@Test
	void theCommandGivesTheShippedWeightsAgain() throws IOException {
		TrainedModel trained = new BaseTraining().train(BlendTraining.STEPS);
		assertThat(trained.epochs().getLast().trainLoss()).isLessThan(5e-4);
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
