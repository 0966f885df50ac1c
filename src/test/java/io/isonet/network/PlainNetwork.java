package io.isonet.network;

import java.util.Arrays;

/// The network once more, in plain loops over doubles, straight from its definition: one
/// journey, no joined products, nothing computed ahead. Slow and easy to hold against the
/// formulas of `docs/model.md`.
final class PlainNetwork {

	private final IsoNetConfig config;

	private final Weights weights;

	PlainNetwork(IsoNetConfig config, Weights weights) {
		this.config = config;
		this.weights = weights;
	}

	/// @return per step the features in the units of the network, then the attention
	double[][] forward(int[] tokens, int length) {
		int slots = this.config.slots();
		int e = this.config.embeddingSize();
		int hidden = this.config.hiddenSize();
		double[] table = weight("embedding.weight");
		double[] x = new double[slots * e];
		for (int s = 0; s < slots; s++) {
			System.arraycopy(table, tokens[s] * e, x, s * e, e);
		}
		double[] h = linear("h0", x);
		if (this.config.initialHidden() == IsoNetConfig.InitialHidden.TANH) {
			for (int i = 0; i < hidden; i++) {
				h[i] = Math.tanh(h[i]);
			}
		}
		double[] c = linear("c0", x);
		double[][] steps = new double[length][];
		for (int t = 0; t < length; t++) {
			double u = (length == 1) ? 0 : (double) t / (length - 1);
			double[] alpha = attention(x, h, tokens, u);
			double[] gate = linear("forget", h);
			double[] input = new double[this.config.positionInput() ? e + 1 : e];
			for (int i = 0; i < e; i++) {
				for (int s = 0; s < slots; s++) {
					input[i] += alpha[s] * x[s * e + i];
				}
				input[i] *= sigmoid(gate[i]);
			}
			if (this.config.positionInput()) {
				input[e] = u - .5;
			}
			double[] gates = product("lstm.weight_ih", input);
			double[] recurrent = product("lstm.weight_hh", h);
			for (int i = 0; i < gates.length; i++) {
				gates[i] += recurrent[i] + weight("lstm.bias_ih")[i] + weight("lstm.bias_hh")[i];
			}
			h = new double[hidden];
			for (int i = 0; i < hidden; i++) {
				c[i] = sigmoid(gates[hidden + i]) * c[i] + sigmoid(gates[i]) * Math.tanh(gates[2 * hidden + i]);
				h[i] = sigmoid(gates[3 * hidden + i]) * Math.tanh(c[i]);
			}
			double[] y = linear("fc", h);
			steps[t] = new double[y.length + slots];
			System.arraycopy(y, 0, steps[t], 0, y.length);
			System.arraycopy(alpha, 0, steps[t], y.length, slots);
		}
		return steps;
	}

	private double[] attention(double[] x, double[] h, int[] tokens, double u) {
		int slots = this.config.slots();
		int e = this.config.embeddingSize();
		double[] fromHidden = linear("attention.hidden_attention", h);
		double[] scores = new double[slots];
		double sum = 0;
		for (int s = 0; s < slots; s++) {
			double[] word = Arrays.copyOfRange(x, s * e, (s + 1) * e);
			double[] projected = linear("attention.mood_attention", word);
			for (int i = 0; i < projected.length; i++) {
				projected[i] = Math.max(0, projected[i] + fromHidden[i]);
			}
			boolean padding = tokens[s] == this.config.paddingId();
			double score = linear("attention.attention", projected)[0];
			if (this.config.pace() == IsoNetConfig.Pace.STANDARD) {
				score += pace(tokens, s, padding, u);
			}
			scores[s] = (padding && this.config.maskPadding()) ? 0 : Math.exp(score);
			sum += scores[s];
		}
		for (int s = 0; s < slots; s++) {
			scores[s] /= sum;
		}
		return scores;
	}

	private double pace(int[] tokens, int slot, boolean padding, double u) {
		int width = this.config.maxWordsPerState();
		int states = 1;
		int words = 0;
		for (int s = 0; s < tokens.length; s++) {
			if (tokens[s] != this.config.paddingId()) {
				states = Math.max(states, s / width + 1);
				words += (s / width == slot / width) ? 1 : 0;
			}
		}
		int k = slot / width;
		double tent = Math.max(0, 1 - Math.abs(u * (states - 1) - k));
		double centre = (k + .5) / states;
		double seg = Math.max(0, 1 - states * Math.abs(u - centre));
		if ((k == 0 && u < centre) || (k == states - 1 && u > centre)) {
			seg = 1;
		}
		double weight = (states == 1) ? 1 : .3 * tent + .7 * seg;
		return Math.log((padding ? 0 : weight) + 1e-4) + Math.log(1d / Math.max(1, words));
	}

	private double[] linear(String name, double[] x) {
		double[] y = product(name + ".weight", x);
		double[] bias = weight(name + ".bias");
		for (int i = 0; i < y.length; i++) {
			y[i] += bias[i];
		}
		return y;
	}

	private double[] product(String name, double[] x) {
		double[] weight = weight(name);
		double[] y = new double[weight.length / x.length];
		for (int i = 0; i < y.length; i++) {
			for (int j = 0; j < x.length; j++) {
				y[i] += weight[i * x.length + j] * x[j];
			}
		}
		return y;
	}

	private double[] weight(String name) {
		return this.weights.tensor(name).doubles();
	}

	private static double sigmoid(double z) {
		return 1 / (1 + Math.exp(-z));
	}

}
