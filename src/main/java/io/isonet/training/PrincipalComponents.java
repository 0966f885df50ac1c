package io.isonet.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.PlaylistBatch;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Tensor;
import io.isonet.network.Weights;

/// The directions in which tracks differ most. A network can learn what tracks are along a
/// few of them, `n`, in place of their `F` features; its head is then folded into one that
/// speaks of features: it says the mean in all other directions.
///
/// Immutable.
final class PrincipalComponents {

	private static final String WEIGHT = "fc.weight";

	private static final String BIAS = "fc.bias";

	private static final int MOST_SWEEPS = 100;

	/// Standard units of the tracks.
	private final FeatureScaler scaler;

	/// `(n, F)`, orthogonal and of length 1.
	private final double[][] directions;

	private PrincipalComponents(FeatureScaler scaler, double[][] directions) {
		this.scaler = scaler;
		this.directions = directions;
	}

	/// The first so many, from the covariance of the features in standard units.
	/// @param tracks rows `(F)` in natural units, one or more
	/// @param count `n`, 1 to `F`
	static PrincipalComponents of(List<double[][]> tracks, int count) {
		FeatureScaler scaler = FeatureScaler.fit(tracks);
		int features = scaler.size();
		double[][] covariance = new double[features][features];
		tracks.stream().flatMap(Arrays::stream).forEach((track) -> {
			for (int i = 0; i < features; i++) {
				for (int j = 0; j < features; j++) {
					covariance[i][j] += scaler.standard(i, track[i]) * scaler.standard(j, track[j]);
				}
			}
		});
		double[][] vectors = diagonalize(covariance);
		double[][] directions = IntStream.range(0, features)
			.boxed()
			.sorted(Comparator.comparingDouble((i) -> -covariance[i][i]))
			.limit(count)
			.map((i) -> vectors[i])
			.toArray(double[][]::new);
		return new PrincipalComponents(scaler, directions);
	}

	/// The network that learns them: it speaks of components, as they are.
	IsoNetConfig config(IsoNetConfig served) {
		List<AudioFeature> components = IntStream.rangeClosed(1, this.directions.length)
			.mapToObj((number) -> new AudioFeature("component " + number, "", -AudioFeature.LARGEST,
					AudioFeature.LARGEST))
			.toList();
		return new IsoNetConfig(served.vocabularySize(), served.embeddingSize(), served.attentionSize(),
				served.hiddenSize(), served.maxStates(), served.maxWordsPerState(), served.maskPadding(), served.pace(),
				served.positionInput(), served.initialHidden(), IsoNetConfig.Outputs.NATURAL,
				new FeatureSchema(components), FeatureScaler.identity(this.directions.length));
	}

	/// Tracks by their components, `(B, T, n)`; an empty row in place of a track that
	/// counts for nothing.
	double[][][] of(PlaylistBatch batch) {
		return Arrays.stream(batch.features())
			.map((playlist) -> Arrays.stream(playlist)
				.map((track) -> (track.length > 0) ? of(track) : track)
				.toArray(double[][]::new))
			.toArray(double[][][]::new);
	}

	private double[] of(double[] track) {
		return Arrays.stream(this.directions)
			.mapToDouble((direction) -> IntStream.range(0, track.length)
				.mapToDouble((f) -> direction[f] * this.scaler.standard(f, track[f]))
				.sum())
			.toArray();
	}

	/// Weights that speak of components, from weights that speak of features.
	Weights project(IsoNetConfig served, Weights weights) {
		double[][] factors = new double[this.directions.length][served.features()];
		double[] shift = new double[this.directions.length];
		for (int c = 0; c < shift.length; c++) {
			for (int f = 0; f < served.features(); f++) {
				double direction = this.directions[c][f] / this.scaler.deviation()[f];
				factors[c][f] = direction * unit(served, f);
				shift[c] += direction * (centre(served, f) - this.scaler.mean()[f]);
			}
		}
		return mapHead(weights, factors, shift);
	}

	/// Weights that speak of features, from weights that speak of components.
	Weights fold(IsoNetConfig served, Weights weights) {
		double[][] factors = new double[served.features()][this.directions.length];
		double[] shift = new double[served.features()];
		for (int f = 0; f < shift.length; f++) {
			shift[f] = (this.scaler.mean()[f] - centre(served, f)) / unit(served, f);
			for (int c = 0; c < this.directions.length; c++) {
				factors[f][c] = this.directions[c][f] * this.scaler.deviation()[f] / unit(served, f);
			}
		}
		return mapHead(weights, factors, shift);
	}

	/// What an output of 0 is in natural units.
	private static double centre(IsoNetConfig served, int feature) {
		return (served.outputs() == IsoNetConfig.Outputs.STANDARD) ? served.scaler().mean()[feature] : 0;
	}

	/// What an output grows by in natural units where it grows by 1.
	private static double unit(IsoNetConfig served, int feature) {
		return (served.outputs() == IsoNetConfig.Outputs.STANDARD) ? served.scaler().deviation()[feature] : 1;
	}

	/// The head's outputs `o` become `factors o + shift`.
	private static Weights mapHead(Weights weights, double[][] factors, double[] shift) {
		double[] weight = weights.tensor(WEIGHT).doubles();
		double[] bias = weights.tensor(BIAS).doubles();
		int hidden = weight.length / bias.length;
		float[] mapped = new float[factors.length * hidden];
		float[] mappedBias = new float[factors.length];
		for (int i = 0; i < factors.length; i++) {
			double sum = shift[i];
			for (int j = 0; j < bias.length; j++) {
				sum += factors[i][j] * bias[j];
			}
			mappedBias[i] = (float) sum;
			for (int h = 0; h < hidden; h++) {
				double product = 0;
				for (int j = 0; j < bias.length; j++) {
					product += factors[i][j] * weight[j * hidden + h];
				}
				mapped[i * hidden + h] = (float) product;
			}
		}
		Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
		tensors.put(WEIGHT, Tensor.of(mapped, factors.length, hidden));
		tensors.put(BIAS, Tensor.of(mappedBias, factors.length));
		return new Weights(tensors);
	}

	/// Jacobi's rotations, until nothing is left beside the diagonal.
	/// @param symmetric becomes diagonal: the eigenvalues
	/// @return the eigenvectors as rows, in their order
	private static double[][] diagonalize(double[][] symmetric) {
		int size = symmetric.length;
		double[][] vectors = new double[size][size];
		for (int i = 0; i < size; i++) {
			vectors[i][i] = 1;
		}
		double whole = squares(symmetric, true);
		for (int sweep = 0; sweep < MOST_SWEEPS && squares(symmetric, false) > 1e-24 * whole; sweep++) {
			for (int p = 0; p < size; p++) {
				for (int q = p + 1; q < size; q++) {
					rotate(symmetric, vectors, p, q);
				}
			}
		}
		return vectors;
	}

	private static double squares(double[][] matrix, boolean diagonal) {
		double sum = 0;
		for (int i = 0; i < matrix.length; i++) {
			for (int j = 0; j < matrix.length; j++) {
				sum += (i != j || diagonal) ? matrix[i][j] * matrix[i][j] : 0;
			}
		}
		return sum;
	}

	private static void rotate(double[][] a, double[][] vectors, int p, int q) {
		if (a[p][q] == 0) {
			return;
		}
		double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
		double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
		double cosine = 1 / Math.sqrt(tangent * tangent + 1);
		double sine = tangent * cosine;
		for (int k = 0; k < a.length; k++) {
			double left = a[k][p];
			double right = a[k][q];
			a[k][p] = cosine * left - sine * right;
			a[k][q] = sine * left + cosine * right;
		}
		for (int k = 0; k < a.length; k++) {
			double above = a[p][k];
			double below = a[q][k];
			a[p][k] = cosine * above - sine * below;
			a[q][k] = sine * above + cosine * below;
			double one = vectors[p][k];
			double other = vectors[q][k];
			vectors[p][k] = cosine * one - sine * other;
			vectors[q][k] = sine * one + cosine * other;
		}
	}

}
