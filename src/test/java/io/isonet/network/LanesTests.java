package io.isonet.network;

import java.util.Random;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Both forms for floats give the same bits, and are right: they say what [DoubleLanes]
/// says, which [FusedTrainerTests] holds against PyTorch.
class LanesTests {

	private final ScalarLanes scalar = new ScalarLanes();

	private final VectorLanes vector = new VectorLanes();

	private final DoubleLanes exact = new DoubleLanes();

	private final Random random = new Random(7);

	@ParameterizedTest
	@CsvSource({ "8, 1, 1", "8, 0, 4", "16, 3, 2", "24, 11, 5", "32, 7, 3", "40, 33, 4", "64, 5, 1", "104, 13, 9",
			"256, 31, 7", "1320, 257, 6" })
	void productsAreEqual(int rows, int columns, int count) {
		int weightStep = rows + 8;
		double[] weight = numbers(3 + columns * weightStep, 1);
		double[] x = numbers(2 + 2 * columns * count, 1);
		compare(numbers(5 + count * (rows + 1), 1), 1e-6 * (columns + 1), new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				lanes.product(copy(lanes, weight), 3, weightStep, rows, copy(lanes, x), 2, 2 * columns, 2, columns, out,
						5, rows + 1, count);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "8, 1", "8, 40", "16, 7", "24, 16", "256, 3" })
	void scoresAreEqual(int width, int units) {
		double[] words = numbers(width * units, 1);
		double[] hidden = numbers(3 + units, 1);
		double[] score = numbers(1 + units, 1);
		compare(new double[width], 1e-5, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				lanes.scores(copy(lanes, words), width, copy(lanes, hidden), 3, copy(lanes, score), 1, units, out);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "8, 1", "8, 5", "16, 7", "40, 25", "24, 256" })
	void scoresGoBackEqually(int units, int count) {
		double[] words = numbers(count * units, 1);
		double[] hidden = numbers(3 + units, 1);
		double[] score = numbers(1 + units, 1);
		double[] back = numbers(count, 1);
		double[] both = numbers(2 + units + count * units, 1);
		compare(both, 1e-5, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				A gradient = lanes.create(count * units);
				lanes.move(out, 2 + units, gradient, 0, count * units);
				lanes.scoresBack(copy(lanes, words), count, copy(lanes, hidden), 3, copy(lanes, score), 1, units,
						copy(lanes, back), out, 2, gradient);
				lanes.move(gradient, 0, out, 2 + units, count * units);
			}
		});
		compare(hidden, 1e-5, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				lanes.scoresBack(copy(lanes, words), count, out, 3, copy(lanes, score), 1, units, copy(lanes, back),
						lanes.create(units), 0, lanes.create(count * units));
			}
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 8, 25, 256 })
	void softmaxesAreEqual(int count) {
		int width = Lanes.padded(count);
		double[] share = numbers(width, 1);
		share[count / 2] = Math.abs(share[count / 2]) + .1;
		for (int i = 0; i < width; i++) {
			share[i] = (i < count) ? Math.max(0, share[i]) : 0;
		}
		compare(numbers(width, 5), 1e-5, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				A weight = lanes.create(3 + width);
				lanes.softmax(out, copy(lanes, share), count, weight, 3);
				lanes.softmaxBack(weight, 3, out, count);
				for (int i = count; i < width; i++) {
					lanes.set(out, i, 0);
				}
			}
		});
	}

	@ParameterizedTest
	@ValueSource(floats = { 0, .01f, 1, 30, 200 })
	void functionsAreEqualAndExact(float range) {
		double[] in = numbers(4096, range);
		in[0] = 0;
		in[1] = -0d;
		in[2] = .625;
		in[3] = -.625;
		compare(in, 2e-7, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				lanes.tanh(out, 0, in.length);
			}
		});
		double[] ones = IntStream.range(0, in.length).mapToDouble((i) -> 1).toArray();
		compare(in, 2e-7, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				lanes.gate(out, 0, in.length, copy(lanes, ones), 0, lanes.create(in.length), 0);
			}
		});
		float[] exp = copy(this.scalar, in);
		float[] other = exp.clone();
		this.scalar.exp(exp, exp.length, .5f);
		this.vector.exp(other, other.length, .5f);
		assertThat(other).isEqualTo(exp);
		for (int i = 0; i < in.length; i++) {
			double e = Math.exp(Math.clamp((float) in[i] - .5f, -87, 88));
			assertThat(exp[i] / e).isBetween(1 - 2e-7, 1 + 2e-7);
		}
	}

	@Test
	void whatIsNotANumberStaysThat() {
		for (FloatLanes lanes : new FloatLanes[] { this.scalar, this.vector }) {
			float[] exp = { Float.NaN, 1, 1, 1, 1, 1, 1, 1 };
			float[] tanh = exp.clone();
			float[] gate = exp.clone();
			float[] score = new float[8];
			lanes.scores(exp, 8, new float[1], 0, new float[] { 1 }, 0, 1, score);
			lanes.exp(exp, 8, 0);
			lanes.tanh(tanh, 0, 8);
			lanes.gate(gate, 0, 8, new float[8], 0, new float[8], 0);
			assertThat(new float[] { exp[0], tanh[0], gate[0], score[0] }).containsOnly(Float.NaN);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 40, 256 })
	void cellsAndGatesGoForwardAndBackEqually(int size) {
		double[] gates = numbers(8 + 4 * size, 4);
		double[] cell = numbers(size, 2);
		double[] back = numbers(2 * size, 1);
		compare(new double[5 * size + 8 + 4 * size], 1e-5, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				int at = 5 * size;
				A numbers = copy(lanes, gates);
				lanes.lstm(numbers, 8, size, copy(lanes, cell), 0, out, 0, out, size, out, 2 * size);
				lanes.move(numbers, 0, out, at, 8 + 4 * size);
				A changes = copy(lanes, back);
				lanes.lstmBack(out, at + 8, size, copy(lanes, cell), 0, out, size, changes, 0, changes, size);
				lanes.move(changes, 0, out, 3 * size, 2 * size);
			}
		});
		compare(numbers(5 + 3 * size, 2), 1e-6, new Operation() {
			@Override
			public <A> void on(Lanes<A> lanes, A out) {
				lanes.gate(out, 5, size, out, 5 + size, out, 5 + 2 * size);
				lanes.gateBack(out, 5, size, out, 5 + size, copy(lanes, back), 0, out, 5 + size);
				lanes.tanhBack(copy(lanes, back), 0, out, 5 + 2 * size, size);
			}
		});
	}

	@Test
	void oneFormIsChosenOrForced() {
		assertThat(LanesChoice.choose("scalar")).isInstanceOf(ScalarLanes.class);
		assertThat(LanesChoice.choose("vector")).isInstanceOf(VectorLanes.class);
		assertThat(LanesChoice.choose("auto"))
			.isInstanceOf(VectorLanes.isFast() ? VectorLanes.class : ScalarLanes.class);
		assertThatIllegalArgumentException().isThrownBy(() -> LanesChoice.choose("fast"))
			.withMessageContaining("isonet.lanes is auto, vector or scalar");
	}

	/// Each form on a copy of the same numbers.
	private void compare(double[] start, double tolerance, Operation operation) {
		float[] one = copy(this.scalar, start);
		float[] other = one.clone();
		double[] wanted = this.exact.create(start.length);
		for (int i = 0; i < start.length; i++) {
			wanted[i] = one[i];
		}
		operation.on(this.scalar, one);
		operation.on(this.vector, other);
		operation.on(this.exact, wanted);
		assertThat(other).isEqualTo(one);
		for (int i = 0; i < start.length; i++) {
			assertThat((double) one[i]).isCloseTo(wanted[i], Offset.offset(tolerance));
		}
	}

	private static <A> A copy(Lanes<A> lanes, double[] numbers) {
		A copy = lanes.create(numbers.length);
		for (int i = 0; i < numbers.length; i++) {
			lanes.set(copy, i, numbers[i]);
		}
		return copy;
	}

	/// Numbers that are floats.
	private double[] numbers(int count, double range) {
		double[] numbers = new double[count];
		for (int i = 0; i < count; i++) {
			numbers[i] = (float) ((2 * this.random.nextDouble() - 1) * range);
		}
		return numbers;
	}

	private interface Operation {

		<A> void on(Lanes<A> lanes, A out);

	}

}
