package io.isonet.evaluation;

import java.util.Map;

/// Linear regression with a penalty on the square of every weight but the intercept's
/// (Hoerl and Kennard, 1970): minimises `sum_n a_n |y_n - x_n W|^2 + lambda |W without row 0|^2`
/// over `W`, by Cholesky's decomposition of the normal equations.
///
/// Shapes: `P` inputs, of which input 0 is the intercept, always 1; `F` outputs. Collects
/// rows first and is solved once. Not thread-safe.
public final class RidgeRegression {

	private final double[][] normal;

	private final double[][] right;

	public RidgeRegression(int inputs, int outputs, double lambda) {
		this.normal = new double[inputs][inputs];
		this.right = new double[inputs][outputs];
		for (int i = 1; i < inputs; i++) {
			this.normal[i][i] = lambda;
		}
	}

	/// Adds a row.
	/// @param inputs those that are not 0, by their number
	/// @param outputs `[F]`
	/// @param weight of the row's error, `a_n`
	public void add(Map<Integer, Double> inputs, double[] outputs, double weight) {
		inputs.forEach((i, value) -> {
			inputs.forEach((j, other) -> this.normal[i][j] += weight * value * other);
			for (int f = 0; f < outputs.length; f++) {
				this.right[i][f] += weight * value * outputs[f];
			}
		});
	}

	/// The weights `[P][F]`; all 0 where no row was added.
	public double[][] solve() {
		int size = this.normal.length;
		if (this.normal[0][0] == 0) {
			return new double[size][this.right[0].length];
		}
		double[][] lower = new double[size][size];
		for (int i = 0; i < size; i++) {
			for (int j = 0; j <= i; j++) {
				double rest = this.normal[i][j];
				for (int k = 0; k < j; k++) {
					rest -= lower[i][k] * lower[j][k];
				}
				lower[i][j] = (i == j) ? Math.sqrt(rest) : rest / lower[j][j];
			}
		}
		double[][] weights = new double[size][this.right[0].length];
		for (int f = 0; f < weights[0].length; f++) {
			for (int i = 0; i < size; i++) {
				double rest = this.right[i][f];
				for (int k = 0; k < i; k++) {
					rest -= lower[i][k] * weights[k][f];
				}
				weights[i][f] = rest / lower[i][i];
			}
			for (int i = size - 1; i >= 0; i--) {
				double rest = weights[i][f];
				for (int k = i + 1; k < size; k++) {
					rest -= lower[k][i] * weights[k][f];
				}
				weights[i][f] = rest / lower[i][i];
			}
		}
		return weights;
	}

	/// `x W`, `[F]`.
	public static double[] apply(Map<Integer, Double> inputs, double[][] weights) {
		double[] outputs = new double[weights[0].length];
		inputs.forEach((i, value) -> {
			for (int f = 0; f < outputs.length; f++) {
				outputs[f] += value * weights[i][f];
			}
		});
		return outputs;
	}

}
