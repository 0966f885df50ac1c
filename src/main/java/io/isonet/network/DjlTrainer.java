package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/// Trains through the block, by PyTorch's autograd. It owns native memory until it is
/// closed; trainers of several threads take turns, since the engine collects gradients for
/// one at a time in a process.
final class DjlTrainer extends IsoNetTrainer {

	private static final String EMBEDDING = "embedding.weight";

	// fair: trainings that share a process get on alike
	private static final Lock COLLECTOR = new ReentrantLock(true);

	private final Model model;

	private final IsoNet block;

	private final DataType type;

	private final ParameterStore store;

	private final Updater updater;

	/// Where weights are held and how firmly, by their names.
	private final Map<String, Held> held = new LinkedHashMap<>();

	DjlTrainer(IsoNetConfig config, TrainerState state, TrainerOptions options, Device device) {
		super(config, state, options);
		Torch.prepareThread();
		this.type = NativeArrays.dataType(state.weights().type());
		this.model = Model.newInstance("isonet-training", device, Torch.engine().getEngineName());
		NDManager manager = this.model.getNDManager();
		this.block = new IsoNet(config);
		this.updater = new Updater(options.optimizer(), manager);
		try {
			this.block.load(manager, state.weights());
			this.updater.load(state.first(), state.second());
			hold(manager, options.anchors());
		}
		catch (RuntimeException | Error ex) {
			this.model.close();
			throw ex;
		}
		this.block.parametersByName().forEach((name, parameter) -> parameter.freeze(options.frozen().contains(name)));
		this.model.setBlock(this.block);
		this.store = new ParameterStore(manager, false);
	}

	@Override
	public Weights weights() {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		this.block.parametersByName()
			.forEach((name, parameter) -> tensors.put(name, NativeArrays.tensor(parameter.getArray())));
		return new Weights(tensors);
	}

	@Override
	public TrainerState state() {
		return new TrainerState(weights(), this.updater.first(), this.updater.second(), steps());
	}

	/// Native arrays that the trainer holds between steps, for tests of memory.
	int openArrays() {
		return this.model.getNDManager().getManagedArrays().size();
	}

	@Override
	public void close() {
		this.model.close();
	}

	@Override
	double forward(JourneyBatch batch, double[][][] targets) {
		Torch.prepareThread();
		try (NDManager scope = this.model.getNDManager().newSubManager()) {
			return NativeArrays.scalar(loss(scope, batch, targets, null, false));
		}
	}

	@Override
	double learn(JourneyBatch batch, double[][][] targets, double rate) {
		Torch.prepareThread();
		try (NDManager scope = this.model.getNDManager().newSubManager()) {
			double loss = backward(scope, batch, targets);
			if (Double.isFinite(loss)) {
				Map<String, NDArray> gradients = gradients(scope);
				update(gradients, rate);
				clear(gradients);
			}
			return loss;
		}
	}

	@Override
	Map<String, Tensor> gradients(JourneyBatch batch, double[][][] targets) {
		Torch.prepareThread();
		try (NDManager scope = this.model.getNDManager().newSubManager()) {
			backward(scope, batch, targets);
			Map<String, NDArray> gradients = gradients(scope);
			Map<String, Tensor> tensors = new LinkedHashMap<>();
			gradients.forEach((name, gradient) -> tensors.put(name, NativeArrays.tensor(gradient)));
			clear(gradients);
			return tensors;
		}
	}

	/// The engine adds to what is there.
	private static void clear(Map<String, NDArray> gradients) {
		gradients.values().forEach((gradient) -> gradient.subi(gradient));
	}

	private void hold(NDManager manager, @Nullable Anchors anchors) {
		if (anchors != null) {
			anchors.strengths()
				.forEach((name, strength) -> this.held.put(name,
						new Held(array(manager, anchors.weights().tensor(name)), array(manager, strength))));
		}
	}

	private NDArray array(NDManager manager, Tensor tensor) {
		return NativeArrays.create(manager, tensor.doubles(), this.type, tensor.shape());
	}

	private double backward(NDManager scope, JourneyBatch batch, double[][][] targets) {
		double[] dropout = dropoutMask(batch);
		COLLECTOR.lock();
		try (GradientCollector collector = Torch.engine().newGradientCollector()) {
			NDArray loss = loss(scope, batch, targets, dropout, true);
			double value = NativeArrays.scalar(loss);
			if (Double.isFinite(value)) {
				collector.backward(loss);
			}
			return value;
		}
		finally {
			COLLECTOR.unlock();
		}
	}

	private NDArray loss(NDManager scope, JourneyBatch batch, double[][][] targets, double @Nullable [] dropout,
			boolean training) {
		NDList inputs = IsoNet.Inputs.create(scope, config(), batch, this.type, dropout);
		// (B, T, F)
		NDArray predicted = this.block.forward(this.store, inputs, training).get(0);
		long size = batch.size();
		long longest = batch.longest();
		NDArray wanted = NativeArrays.create(scope, flat(batch, targets), this.type, size, longest,
				config().features());
		NDArray weights = NativeArrays.create(scope, options().loss().weights(batch, targets, config().features()),
				this.type, size, longest, 1);
		return error(scope, predicted, wanted).mul(weights).sum();
	}

	/// What each feature counts, `(B, T, F)`.
	private NDArray error(NDManager scope, NDArray predicted, NDArray wanted) {
		NDArray error = predicted.sub(wanted);
		return switch (options().error()) {
			case FeatureError.Squared _ -> error.mul(error);
			case FeatureError.Huber(double delta) -> {
				NDArray near = error.clip(-delta, delta);
				yield near.mul(error.mul(2).sub(near));
			}
			case FeatureError.CrossEntropy _ -> crossEntropy(scope, predicted, wanted).add(error.mul(error)
				.mul(perFeature(scope, (f) -> FeatureError.CrossEntropy.isBounded(config(), f) ? 0 : 1)));
		};
	}

	/// Of features between 0 and 1; 0 for all others.
	private NDArray crossEntropy(NDManager scope, NDArray predicted, NDArray wanted) {
		double edge = FeatureError.CrossEntropy.EDGE;
		NDArray p = natural(scope, predicted);
		NDArray y = natural(scope, wanted).clip(edge, 1 - edge);
		NDArray q = p.clip(edge, 1 - edge);
		NDArray notY = y.neg().add(1);
		NDArray notQ = q.neg().add(1);
		NDArray beyond = p.sub(q);
		NDArray slope = q.sub(y).div(q.mul(notQ));
		NDArray bend = y.div(q.mul(q)).add(notY.div(notQ.mul(notQ)));
		NDArray entropy = y.mul(y.div(q).log()).add(notY.mul(notY.div(notQ).log()));
		return entropy.add(beyond.mul(slope))
			.add(beyond.mul(beyond).mul(bend).div(2))
			.mul(perFeature(scope, (f) -> FeatureError.CrossEntropy.isBounded(config(), f)
					? FeatureError.CrossEntropy.scale(config(), f) : 0));
	}

	private NDArray natural(NDManager scope, NDArray outputs) {
		if (config().outputs() == IsoNetConfig.Outputs.NATURAL) {
			return outputs;
		}
		return outputs.mul(perFeature(scope, (f) -> config().scaler().deviation()[f]))
			.add(perFeature(scope, (f) -> config().scaler().mean()[f]));
	}

	private NDArray perFeature(NDManager scope, IntToDoubleFunction values) {
		return NativeArrays.create(scope, IntStream.range(0, config().features()).mapToDouble(values).toArray(),
				this.type, config().features());
	}

	/// Targets in the units in which the network speaks, zero where nothing counts.
	private double[] flat(JourneyBatch batch, double[][][] targets) {
		int longest = batch.longest();
		int features = config().features();
		double[] flat = new double[batch.size() * longest * features];
		for (int b = 0; b < batch.size(); b++) {
			for (int t = 0; t < batch.lengths()[b]; t++) {
				for (int f = 0; f < targets[b][t].length; f++) {
					flat[(b * longest + t) * features + f] = target(f, targets[b][t][f]);
				}
			}
		}
		return flat;
	}

	/// Gradients of the weights that learn, in the manager of this step.
	private Map<String, NDArray> gradients(NDManager scope) {
		Map<String, NDArray> gradients = new LinkedHashMap<>();
		this.block.parametersByName().forEach((name, parameter) -> {
			if (parameter.requiresGradient()) {
				NDArray gradient = parameter.getArray().getGradient();
				gradient.attach(scope);
				gradients.put(name, gradient);
			}
		});
		this.held.forEach((name, anchor) -> {
			NDArray gradient = gradients.get(name);
			if (gradient != null) {
				NDArray weight = Objects.requireNonNull(this.block.parametersByName().get(name)).getArray();
				gradient.addi(Scopes.moveTo(gradient, weight.sub(anchor.anchor())).muli(anchor.strength()).muli(2));
			}
		});
		NDArray embedding = gradients.get(EMBEDDING);
		if (embedding != null) {
			// as PyTorch's padding_idx: the vector of an empty slot does not learn
			embedding.set(new NDIndex(config().paddingId()), 0);
		}
		return gradients;
	}

	private void update(Map<String, NDArray> gradients, double rate) {
		double decay = options().weightDecay();
		double factor = clipFactor(gradients);
		this.block.parametersByName().forEach((name, parameter) -> {
			NDArray gradient = gradients.get(name);
			if (gradient == null) {
				return;
			}
			NDArray weight = parameter.getArray();
			NDArray clipped = (factor < 1) ? gradient.mul(factor) : gradient;
			NDArray decayed = (decay > 0) ? clipped.add(Scopes.moveTo(gradient, weight.mul(decay))) : clipped;
			this.updater.update(name, weight, decayed, rate, next());
		});
	}

	private double clipFactor(Map<String, NDArray> gradients) {
		if (options().gradientClip() == 0) {
			return 1;
		}
		double squares = 0;
		for (NDArray gradient : gradients.values()) {
			squares += NativeArrays.scalar(gradient.mul(gradient).sum());
		}
		return clipFactor(squares);
	}

	private record Held(NDArray anchor, NDArray strength) {
	}

}
