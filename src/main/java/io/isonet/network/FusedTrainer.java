package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;

/// Trains by the fused passes, in plain Java.
///
/// @param <A> `float[]` or `double[]`
final class FusedTrainer<A> extends IsoNetTrainer {

	private final Lanes<A> lanes;

	private final PackedWeights<A> weights;

	private final PackedLayout layout;

	private final FusedPass<A> pass;

	private final FusedGradient<A> backward;

	private final Tape<A> tape;

	private final TapeChanges<A> changes;

	private final A gradient;

	/// Adam's averages, packed like the weights.
	private final A first;

	private final A second;

	private FusedTrainer(IsoNetConfig config, TrainerState state, TrainerOptions options, Lanes<A> lanes) {
		super(config, state, options);
		this.lanes = lanes;
		this.weights = new PackedWeights<>(config, state.weights(), lanes);
		this.layout = this.weights.layout;
		this.pass = new FusedPass<>(config, this.weights, lanes);
		this.backward = new FusedGradient<>(config, this.weights, lanes);
		this.tape = new Tape<>(config, this.weights, lanes, true);
		this.changes = new TapeChanges<>(config, this.layout, lanes, options.dropout() > 0);
		this.gradient = lanes.create(this.layout.size);
		this.first = this.layout.pack(lanes, state.first());
		this.second = this.layout.pack(lanes, state.second());
		this.backward.changed();
	}

	/// In the type of the state's weights.
	static FusedTrainer<?> create(IsoNetConfig config, TrainerState state, TrainerOptions options) {
		return (state.weights().type() == TensorType.F64) ? of(config, state, options, new DoubleLanes())
				: of(config, state, options, LanesChoice.lanes());
	}

	static <A> FusedTrainer<A> of(IsoNetConfig config, TrainerState state, TrainerOptions options, Lanes<A> lanes) {
		return new FusedTrainer<>(config, state, options, lanes);
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
		this.tape.reset(batch);
		this.changes.reset(this.tape);
		this.pass.run(this.tape);
		this.pass.head(this.tape, this.tape.hidden, this.tape.hiddenRow(0) * this.layout.hiddenWidth);
		return error(batch, targets);
	}

	@Override
	double learn(JourneyBatch batch, double[][][] targets, double rate) {
		double loss = backward(batch, targets);
		if (Double.isFinite(loss)) {
			update(rate);
		}
		return loss;
	}

	@Override
	Map<String, Tensor> gradients(JourneyBatch batch, double[][][] targets) {
		backward(batch, targets);
		return learning(this.gradient);
	}

	private double backward(JourneyBatch batch, double[][][] targets) {
		double[] mask = dropoutMask(batch);
		double loss;
		A head = this.tape.hidden;
		int headFrom = 0;
		if (mask == null) {
			loss = forward(batch, targets);
			headFrom = this.tape.hiddenRow(0) * this.layout.hiddenWidth;
			head = this.tape.hidden;
		}
		else {
			this.tape.reset(batch);
			this.changes.reset(this.tape);
			this.pass.run(this.tape);
			this.changes.drop(this.tape, mask, batch.longest());
			head = this.changes.dropped;
			this.pass.head(this.tape, head, 0);
			loss = error(batch, targets);
		}
		if (Double.isFinite(loss)) {
			this.backward.run(this.tape, this.changes, 0, this.tape.size());
			this.lanes.clear(this.gradient, 0, this.layout.size);
			this.backward.add(this.tape, this.changes, head, headFrom, this.gradient);
			clearFrozen();
		}
		return loss;
	}

	/// The loss, and what it changes with the outputs.
	private double error(JourneyBatch batch, double[][][] targets) {
		int features = config().features();
		int width = this.layout.featuresWidth;
		double[] shares = options().loss().weights(batch, features);
		int longest = batch.longest();
		double loss = 0;
		for (int t = 0; t < this.tape.steps(); t++) {
			int running = this.tape.running(t, 0, this.tape.size());
			for (int n = 0; n < running; n++) {
				int b = this.tape.order[n];
				double share = shares[b * longest + t];
				int row = (this.tape.offset(t) + n) * width;
				for (int f = 0; f < features; f++) {
					double error = this.lanes.get(this.tape.output, row + f) - target(f, targets[b][t][f]);
					loss += share * error * error;
					this.lanes.set(this.changes.output, row + f, 2 * share * error);
				}
			}
		}
		return loss;
	}

	private void update(double rate) {
		int size = this.layout.size;
		double factor = (options().gradientClip() > 0) ? clipFactor(this.lanes.sumOfSquares(this.gradient, size)) : 1;
		double decay = options().weightDecay();
		if (factor < 1 || decay > 0) {
			this.lanes.blend(this.gradient, factor, this.weights.values, decay, size);
			clearFrozen();
		}
		double step = rate;
		if (options().optimizer() instanceof Optimizer.Adam adam) {
			double root = Math.sqrt(1 - Math.pow(adam.beta2(), next()));
			this.lanes.adam(adam, this.gradient, this.first, this.second, root, size);
			step = rate / (1 - Math.pow(adam.beta1(), next()));
		}
		this.lanes.blend(this.weights.values, 1, this.gradient, -step, size);
		this.weights.changed();
		this.backward.changed();
	}

	/// There is nothing but memory of Java.
	@Override
	public void close() {
	}

	private void clearFrozen() {
		options().frozen().forEach((name) -> this.layout.clear(this.lanes, this.gradient, name));
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

}
