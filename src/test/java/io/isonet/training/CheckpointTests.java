package io.isonet.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetLoss;
import io.isonet.network.Optimizer;
import io.isonet.network.SafeTensors;
import io.isonet.network.Tensor;
import io.isonet.network.TrainerOptions;
import io.isonet.network.TrainerState;
import io.isonet.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CheckpointTests {

	private static final IsoNetConfig CONFIG = IsoNetConfig.notebook(10);

	private static final TrainerOptions OPTIONS = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, Optimizer.Adam.DEFAULT, 0,
			0, 0, Set.of(), 0);

	static Stream<Arguments> refused() {
		return Stream.of(arguments("no group", without("weights."), "is missing"),
				arguments("no averages", without("second."), "second average 'embedding.weight' is missing"),
				arguments("no best weights", without("best."), "finite with weights and Infinity without"),
				arguments("no counter", without("lossSum"), "'lossSum' of a checkpoint is one F64, not null"),
				arguments("a counter of another type", with("step", Tensor.of(new double[] { 1 })),
						"'step' of a checkpoint is one I64"),
				arguments("a list of counters", with("step", Tensor.of(new long[] { 1 }, 1)),
						"'step' of a checkpoint is one I64"),
				arguments("a large counter", with("epoch", Tensor.of(new long[] { 1L << 32 })), "does not fit 32 bits"),
				arguments("a negative counter", with("step", Tensor.of(new long[] { -1 })), "epochs and steps from 0"),
				arguments("a sum that is not finite", with("lossSum", Tensor.of(new double[] { Double.NaN })),
						"a finite sum"),
				arguments("a best epoch to come", with("bestEpoch", Tensor.of(new long[] { 4 })),
						"one of the 3 finished"),
				arguments("a best loss that is not finite", with("bestLoss", Tensor.of(new double[] { Double.NaN })),
						"finite with weights"),
				arguments("another shape", with("best.fc.bias", Tensor.of(new float[12], 12)), "has shape [12]"),
				arguments("another type", with("weights.fc.bias", Tensor.of(new double[11], 11)), "is F64, not F32"),
				arguments("a weight that is not finite", with("weights.fc.bias", notFinite()), "not finite"),
				arguments("an average that is not finite", with("first.fc.bias", notFinite()), "not finite"),
				arguments("an unknown tensor", with("third.fc.bias", Tensor.of(new float[11], 11)),
						"no tensors [third.fc.bias]"),
				arguments("an unknown weight", with("best.fc.wait", Tensor.of(new float[11], 11)),
						"'fc.wait' is unknown"));
	}

	@Test
	void bytesGiveTheCheckpointAgain() {
		Checkpoint checkpoint = checkpoint();
		assertThat(read(checkpoint.toBytes())).isEqualTo(checkpoint);
	}

	@Test
	void beforeTheFirstEpochTheBestLossIsInfinite() {
		Checkpoint checkpoint = Checkpoint.initial(TrainerState.initial(Weights.random(CONFIG, 1)));
		assertThat(read(checkpoint.toBytes())).isEqualTo(checkpoint);
		assertThat(checkpoint.bestLoss()).isEqualTo(Double.POSITIVE_INFINITY);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void namesWhatIsWrong(String name, UnaryOperator<Map<String, Tensor>> damage, String reason) {
		byte[] file = SafeTensors.write(damage.apply(SafeTensors.read(checkpoint().toBytes())));
		assertThatExceptionOfType(InvalidModelException.class).isThrownBy(() -> read(file))
			.withMessageContaining(reason);
	}

	@Test
	void aFileThatWasCutIsRefused() {
		byte[] file = checkpoint().toBytes();
		IntStream
			.concat(IntStream.range(0, 300), IntStream.iterate(300, (length) -> length < file.length, (at) -> at + 97))
			.forEach((length) -> assertThatExceptionOfType(InvalidModelException.class)
				.isThrownBy(() -> read(Arrays.copyOf(file, length))));
	}

	@Test
	void aHeaderWithAFlippedBitIsRefused() {
		byte[] file = checkpoint().toBytes();
		int end = 8 + (file[0] & 0xFF) + ((file[1] & 0xFF) << 8);
		for (int at = 0; at < end; at++) {
			byte[] damaged = file.clone();
			damaged[at] ^= (byte) (1 << at % 8);
			assertThatExceptionOfType(InvalidModelException.class).as("byte %d", at).isThrownBy(() -> read(damaged));
		}
	}

	private static Checkpoint read(byte[] file) {
		return Checkpoint.read(CONFIG, OPTIONS, file);
	}

	private static Checkpoint checkpoint() {
		TrainerState trainer = new TrainerState(Weights.random(CONFIG, 1), Weights.random(CONFIG, 2).tensors(),
				Weights.random(CONFIG, 3).tensors(), 17);
		return new Checkpoint(3, 2, 1.5, trainer, 2, .25, Weights.random(CONFIG, 4));
	}

	private static Tensor notFinite() {
		float[] values = new float[11];
		values[10] = Float.NaN;
		return Tensor.of(values, 11);
	}

	private static Arguments arguments(String name, UnaryOperator<Map<String, Tensor>> damage, String reason) {
		return Arguments.of(name, damage, reason);
	}

	private static UnaryOperator<Map<String, Tensor>> without(String prefix) {
		return (tensors) -> {
			Map<String, Tensor> fewer = new LinkedHashMap<>(tensors);
			fewer.keySet().removeIf((name) -> name.startsWith(prefix));
			return fewer;
		};
	}

	private static UnaryOperator<Map<String, Tensor>> with(String name, Tensor tensor) {
		return (tensors) -> {
			Map<String, Tensor> more = new HashMap<>(tensors);
			more.put(name, tensor);
			return more;
		};
	}

}
