package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Trains by the fused passes, in plain Java.
///
/// @param <A> `float[]` or `double[]`
final class FusedTrainer<A> extends IsoNetTrainer {

	private final Lanes<A> lanes;

	private final PackedWeights<A> weights;

	private final PackedLayout layout;

	private final FusedLoss<A> loss;

	/// Adam's averages, packed like the weights.
	private final A first;

	private final A second;

	/// Where each weight is held and how firmly, packed likewise; null without anchors.
	private final @Nullable Held<A> held;

	/// @param sharing closed with the trainer
	FusedTrainer(IsoNetConfig config, TrainerState state, TrainerOptions options, Lanes<A> lanes, Sharing sharing) {
		super(config, state, options);
		this.lanes = lanes;
		this.weights = new PackedWeights<>(config, state.weights(), lanes);
		this.layout = this.weights.layout;
		this.loss = new FusedLoss<>(config, this.weights, lanes, options.error(), options.dropout() > 0, sharing);
		this.first = this.layout.pack(lanes, state.first());
		this.second = this.layout.pack(lanes, state.second());
		Anchors anchors = options.anchors();
		this.held = (anchors == null) ? null
				: new Held<>(this.layout.pack(lanes, anchors.held()), this.layout.pack(lanes, anchors.strengths()));
	}

	/// In the type of the state's weights.
	static FusedTrainer<?> create(IsoNetConfig config, TrainerState state, TrainerOptions options, int threads) {
		Sharing sharing = new Sharing(threads);
		return (state.weights().type() == TensorType.F64)
				? new FusedTrainer<>(config, state, options, new DoubleLanes(), sharing)
				: new FusedTrainer<>(config, state, options, LanesChoice.lanes(), sharing);
	}

	@Override
	public Weights weights() {
		return new Weights(tensors(this.weights.values));
	}

	@Override
	public TrainerState state() {
		if (steps() == 0 || !(options().optimizer() instanceof Optimizer.Adam)) {
			return new TrainerState(weights(), Map.of(), Map.of(), steps());
		}
		return new TrainerState(weights(), learning(this.first), learning(this.second), steps());
	}

	@Override
	double forward(JourneyBatch batch, double[][][] targets) {
		return this.loss.loss(batch, targets(batch, targets));
	}

	@Override
	double learn(JourneyBatch batch, double[][][] targets, double rate) {
		double value = backward(batch, targets);
		if (Double.isFinite(value)) {
			update(rate);
		}
		return value;
	}

	@Override
	Map<String, Tensor> gradients(JourneyBatch batch, double[][][] targets) {
		backward(batch, targets);
		return learning(this.loss.gradient());
	}

	@Override
	public void close() {
		this.loss.close();
	}

	private double backward(JourneyBatch batch, double[][][] targets) {
		double value = this.loss.gradient(batch, targets(batch, targets), dropoutMask(batch));
		if (this.held != null) {
			this.lanes.pull(this.loss.gradient(), this.weights.values, this.held.anchor(), this.held.strength(),
					this.layout.size);
		}
		clearFrozen();
		return value;
	}

	private FusedLoss.Targets targets(JourneyBatch batch, double[][][] targets) {
		double[] shares = options().loss().weights(batch, targets, config().features());
		return new FusedLoss.Targets() {

			@Override
			public double share(int b, int t) {
				return shares[b * batch.longest() + t];
			}

			@Override
			public double target(int b, int t, int feature) {
				return FusedTrainer.this.target(feature, targets[b][t][feature]);
			}

		};
	}

	private void update(double rate) {
		int size = this.layout.size;
		A gradient = this.loss.gradient();
		double factor = (options().gradientClip() > 0) ? clipFactor(this.lanes.sumOfSquares(gradient, size)) : 1;
		double decay = options().weightDecay();
		if (factor < 1 || decay > 0) {
			this.lanes.blend(gradient, factor, this.weights.values, decay, size);
			clearFrozen();
		}
		double step = rate;
		if (options().optimizer() instanceof Optimizer.Adam adam) {
			double root = Math.sqrt(1 - Math.pow(adam.beta2(), next()));
			this.lanes.adam(adam, gradient, this.first, this.second, root, size);
			step = rate / (1 - Math.pow(adam.beta1(), next()));
		}
		this.lanes.blend(this.weights.values, 1, gradient, -step, size);
		this.weights.changed();
		this.loss.changed();
	}

	private void clearFrozen() {
		options().frozen().forEach((name) -> this.layout.clear(this.lanes, this.loss.gradient(), name));
	}

	private Map<String, Tensor> learning(A packed) {
		Map<String, Tensor> tensors = tensors(packed);
		tensors.keySet().removeAll(options().frozen());
		return tensors;
	}

	private Map<String, Tensor> tensors(A packed) {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		config().parameterShapes()
			.keySet()
			.forEach((name) -> tensors.put(name, this.layout.unpack(this.lanes, packed, name)));
		return tensors;
	}

	private record Held<A>(A anchor, A strength) {
	}

}
