package io.isonet.network;

import java.util.Random;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Both forms give the same bits, and the bits are right.
class LanesTests {

	private final Lanes scalar = new ScalarLanes();

	private final Lanes vector = new VectorLanes();

	private final Random random = new Random(7);

	@ParameterizedTest
	@CsvSource({ "8, 1", "8, 0", "16, 3", "24, 11", "32, 7", "40, 33", "64, 5", "104, 13", "256, 31", "1320, 257" })
	void productsAreEqual(int rows, int columns) {
		float[] weight = numbers(3 + rows * columns, 1);
		float[] x = numbers(2 + columns, 1);
		float[] one = numbers(5 + rows, 1);
		float[] other = one.clone();
		double[] exact = new double[rows];
		for (int r = 0; r < rows; r++) {
			exact[r] = one[5 + r];
			for (int k = 0; k < columns; k++) {
				exact[r] += (double) weight[3 + k * rows + r] * x[2 + k];
			}
		}
		this.scalar.addProduct(weight, 3, rows, x, 2, columns, one, 5);
		this.vector.addProduct(weight, 3, rows, x, 2, columns, other, 5);
		assertThat(other).isEqualTo(one);
		for (int r = 0; r < rows; r++) {
			assertThat((double) one[5 + r]).isCloseTo(exact[r], Offset.offset(1e-6 * (columns + 1)));
		}
	}

	@ParameterizedTest
	@CsvSource({ "8, 1", "8, 40", "16, 7", "24, 16", "256, 3" })
	void scoresAreEqual(int width, int units) {
		float[] words = numbers(width * units, 1);
		float[] hidden = numbers(units, 1);
		float[] score = numbers(units, 1);
		float[] one = new float[width];
		float[] other = new float[width];
		this.scalar.scores(words, width, hidden, score, units, one);
		this.vector.scores(words, width, hidden, score, units, other);
		assertThat(other).isEqualTo(one);
	}

	@ParameterizedTest
	@ValueSource(floats = { 0, .01f, 1, 30, 200 })
	void functionsAreEqualAndExact(float range) {
		float[] in = numbers(4096, range);
		in[0] = 0;
		in[1] = -0f;
		in[2] = .625f;
		in[3] = -.625f;
		float[] exp = in.clone();
		float[] sigmoid = in.clone();
		float[] tanh = in.clone();
		this.scalar.exp(exp, exp.length, .5f);
		this.scalar.sigmoid(sigmoid, 0, sigmoid.length);
		this.scalar.tanh(tanh, 0, tanh.length);
		float[] other = in.clone();
		this.vector.exp(other, other.length, .5f);
		assertThat(other).isEqualTo(exp);
		other = in.clone();
		this.vector.sigmoid(other, 0, other.length);
		assertThat(other).isEqualTo(sigmoid);
		other = in.clone();
		this.vector.tanh(other, 0, other.length);
		assertThat(other).isEqualTo(tanh);
		for (int i = 0; i < in.length; i++) {
			double e = Math.exp(Math.clamp(in[i] - .5f, -87, 88));
			assertThat(exp[i] / e).isBetween(1 - 2e-7, 1 + 2e-7);
			assertThat((double) sigmoid[i]).isCloseTo(1 / (1 + Math.exp(-in[i])), Offset.offset(2e-7));
			assertThat((double) tanh[i]).isCloseTo(Math.tanh(in[i]), Offset.offset(2e-7));
		}
	}

	@Test
	void whatIsNotANumberStaysThat() {
		for (Lanes lanes : new Lanes[] { this.scalar, this.vector }) {
			float[] in = { Float.NaN, 1, 1, 1, 1, 1, 1, 1 };
			float[] tanh = in.clone();
			lanes.exp(in, 8, 0);
			lanes.tanh(tanh, 0, 8);
			assertThat(in[0]).isNaN();
			assertThat(tanh[0]).isNaN();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 40, 256 })
	void cellsAreEqual(int size) {
		float[] gates = numbers(8 + 4 * size, 4);
		float[] cell = numbers(size, 2);
		float[] otherCell = cell.clone();
		float[] hidden = new float[size];
		float[] otherHidden = new float[size];
		this.scalar.lstm(gates, 8, size, cell, hidden);
		this.vector.lstm(gates, 8, size, otherCell, otherHidden);
		assertThat(otherCell).isEqualTo(cell);
		assertThat(otherHidden).isEqualTo(hidden);
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

	private float[] numbers(int count, float range) {
		float[] numbers = new float[count];
		for (int i = 0; i < count; i++) {
			numbers[i] = (2 * this.random.nextFloat() - 1) * range;
		}
		return numbers;
	}

}
