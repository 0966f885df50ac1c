package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

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

/// One training step after another on one network. It owns native memory until it is
/// closed.
///
/// Not thread-safe; trainers of several threads take turns, since the engine collects
/// gradients for one at a time in a process. What is random in a step depends on the seed
/// and the step's number alone, so that the same weights, batches and options give the
/// same weights to the bit, also where another trainer goes on from a [TrainerState].
public final class IsoNetTrainer implements AutoCloseable {

	private static final String EMBEDDING = "embedding.weight";

	// fair: trainings that share a process get on alike
	private static final Lock COLLECTOR = new ReentrantLock(true);

	private final IsoNetConfig config;

	private final TrainerOptions options;

	private final Model model;

	private final IsoNet block;

	private final DataType type;

	private final ParameterStore store;

	private final Updater updater;

	private final RandomStreams random;

	private long steps;

	/// @param initial the weights to start from, F32, or F64 to compute in double
	/// @throws InvalidModelException if the weights are not the configuration's
	public IsoNetTrainer(IsoNetConfig config, Weights initial, TrainerOptions options, Device device) {
		this(config, TrainerState.initial(initial), options, device);
	}

	/// Goes on where another trainer with the same configuration and options stood.
	/// @throws InvalidModelException if the state is not the configuration's and the
	/// options'
	public IsoNetTrainer(IsoNetConfig config, TrainerState state, TrainerOptions options, Device device) {
		state.check(config, options);
		Torch.prepareThread();
		this.config = config;
		this.options = options;
		this.type = NativeArrays.dataType(state.weights().type());
		this.model = Model.newInstance("isonet-training", device, Torch.engine().getEngineName());
		NDManager manager = this.model.getNDManager();
		this.block = new IsoNet(config);
		this.updater = new Updater(options.optimizer(), manager);
		try {
			this.block.load(manager, state.weights());
			this.updater.load(state.first(), state.second());
		}
		catch (RuntimeException | Error ex) {
			this.model.close();
			throw ex;
		}
		this.block.parametersByName().forEach((name, parameter) -> parameter.freeze(options.frozen().contains(name)));
		this.model.setBlock(this.block);
		this.store = new ParameterStore(manager, false);
		this.random = new RandomStreams(options.seed());
		this.steps = state.steps();
	}

	/// Takes one step.
	/// @param targets what was there, `(B, T, F)` in natural units, `T` at least each
	/// playlist's length
	/// @param rate learning rate, above 0
	/// @return the loss before the step; where it is not finite, no step is taken
	public double step(JourneyBatch batch, double[][][] targets, double rate) {
		Torch.prepareThread();
		try (NDManager scope = this.model.getNDManager().newSubManager()) {
			double loss = backward(scope, batch, targets);
			if (Double.isFinite(loss)) {
				this.steps++;
				Map<String, NDArray> gradients = gradients(scope);
				update(gradients, rate);
				gradients.values().forEach((gradient) -> gradient.subi(gradient));
			}
			return loss;
		}
	}

	/// The loss without a step, and without dropout.
	public double loss(JourneyBatch batch, double[][][] targets) {
		Torch.prepareThread();
		try (NDManager scope = this.model.getNDManager().newSubManager()) {
			return NativeArrays.scalar(loss(scope, batch, targets, null, false));
		}
	}

	/// A copy of the weights as they are now.
	public Weights weights() {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		this.block.parametersByName()
			.forEach((name, parameter) -> tensors.put(name, NativeArrays.tensor(parameter.getArray())));
		return new Weights(tensors);
	}

	/// A copy of where the trainer stands now.
	public TrainerState state() {
		return new TrainerState(weights(), this.updater.first(), this.updater.second(), this.steps);
	}

	/// Native arrays that the trainer holds between steps, for tests of memory.
	int openArrays() {
		return this.model.getNDManager().getManagedArrays().size();
	}

	@Override
	public void close() {
		this.model.close();
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
		batch.check(this.config);
		NDList inputs = IsoNet.Inputs.create(scope, this.config, batch, this.type, dropout);
		// (B, T, F)
		NDArray predicted = this.block.forward(this.store, inputs, training).get(0);
		long size = batch.size();
		long longest = batch.longest();
		NDArray wanted = NativeArrays.create(scope, flat(batch, targets), this.type, size, longest,
				this.config.features());
		NDArray weights = NativeArrays.create(scope, this.options.loss().weights(batch, this.config.features()),
				this.type, size, longest, 1);
		NDArray error = predicted.sub(wanted);
		return error.mul(error).mul(weights).sum();
	}

	/// Targets in the units in which the network speaks, zero past each playlist's end.
	private double[] flat(JourneyBatch batch, double[][][] targets) {
		int longest = batch.longest();
		int features = this.config.features();
		boolean standard = this.config.outputs() == IsoNetConfig.Outputs.STANDARD;
		double[] flat = new double[batch.size() * longest * features];
		for (int b = 0; b < batch.size(); b++) {
			for (int t = 0; t < batch.lengths()[b]; t++) {
				for (int f = 0; f < features; f++) {
					double value = targets[b][t][f];
					flat[(b * longest + t) * features + f] = standard ? this.config.scaler().standard(f, value) : value;
				}
			}
		}
		return flat;
	}

	private double @Nullable [] dropoutMask(JourneyBatch batch) {
		double share = this.options.dropout();
		if (share == 0) {
			return null;
		}
		RandomGenerator random = this.random.stream(this.steps + 1);
		double[] mask = new double[batch.size() * batch.longest() * this.config.hiddenSize()];
		for (int i = 0; i < mask.length; i++) {
			mask[i] = (random.nextDouble() < share) ? 0 : 1 / (1 - share);
		}
		return mask;
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
		NDArray embedding = gradients.get(EMBEDDING);
		if (embedding != null) {
			// as PyTorch's padding_idx: the vector of an empty slot does not learn
			embedding.set(new NDIndex(this.config.paddingId()), 0);
		}
		return gradients;
	}

	private void update(Map<String, NDArray> gradients, double rate) {
		double decay = this.options.weightDecay();
		double factor = clipFactor(gradients);
		this.block.parametersByName().forEach((name, parameter) -> {
			NDArray gradient = gradients.get(name);
			if (gradient == null) {
				return;
			}
			NDArray weight = parameter.getArray();
			NDArray clipped = (factor < 1) ? gradient.mul(factor) : gradient;
			NDArray decayed = (decay > 0) ? clipped.add(Scopes.moveTo(gradient, weight.mul(decay))) : clipped;
			this.updater.update(name, weight, decayed, rate, this.steps);
		});
	}

	/// As torch.nn.utils.clip_grad_norm_: the norm is that of all gradients together.
	private double clipFactor(Map<String, NDArray> gradients) {
		if (this.options.gradientClip() == 0) {
			return 1;
		}
		double squares = 0;
		for (NDArray gradient : gradients.values()) {
			squares += NativeArrays.scalar(gradient.mul(gradient).sum());
		}
		return this.options.gradientClip() / (Math.sqrt(squares) + 1e-6);
	}

}
