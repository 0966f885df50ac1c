package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where a training holds weights: `sum of strength (w - anchor)^2` is added to what is
/// made small, not to the loss that is reported. Immutable.
///
/// @param weights the anchor of each weight, of any type
/// @param strengths how firmly each number is held, from 0; by the names of the weights
/// that are held at all, in their shapes
public record Anchors(Weights weights, Map<String, Tensor> strengths) {

	public Anchors {
		strengths = Map.copyOf(strengths);
		strengths.forEach((name, strength) -> {
			if (strength.size() != weights.tensor(name).size()) {
				throw new IllegalArgumentException(
						"weight '" + name + "' is " + weights.tensor(name) + ", its strength " + strength);
			}
			for (double value : strength.doubles()) {
				if (!(value >= 0) || Double.isInfinite(value)) {
					throw new IllegalArgumentException(
							"the strength of an anchor is finite and 0 or more, not " + value + " for '" + name + "'");
				}
			}
		});
	}

	/// The anchors of the weights that are held.
	Map<String, Tensor> held() {
		Map<String, Tensor> held = new LinkedHashMap<>();
		this.strengths.keySet().forEach((name) -> held.put(name, this.weights.tensor(name)));
		return held;
	}

}
