package io.isonet.network;

import java.util.Map;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/// One training step after another on one network. With [Engine#DJL] it owns native
/// memory until it is closed.
///
/// Not thread-safe; any number of trainers may work side by side. What is random in a step
/// depends on the seed and the step's number alone, so that the same weights, batches,
/// options and engine give the same weights to the bit, also where another trainer goes on
/// from a [TrainerState].
public abstract sealed class IsoNetTrainer implements AutoCloseable permits FusedTrainer, DjlTrainer {

	private final IsoNetConfig config;

	private final TrainerOptions options;

	private final RandomStreams random;

	private long steps;

	IsoNetTrainer(IsoNetConfig config, TrainerState state, TrainerOptions options) {
		this.config = config;
		this.options = options;
		this.random = new RandomStreams(options.seed());
		this.steps = state.steps();
	}

	/// A trainer that goes on where another one with the same configuration, options and
	/// engine stood, or begins.
	/// @param state its weights are F32, or F64 to compute in double
	/// @throws InvalidModelException if the state is not the configuration's and the
	/// options'
	public static IsoNetTrainer create(IsoNetConfig config, TrainerState state, TrainerOptions options,
			ComputeTarget target) {
		state.check(config, options);
		return switch (target.engine()) {
			case FUSED -> FusedTrainer.create(config, state, options, target.threads());
			case DJL -> new DjlTrainer(config, state, options, target.device());
		};
	}

	/// Takes one step.
	/// @param targets what was there, `(B, T, F)` in natural units, `T` at least each
	/// playlist's length; an empty row in place of a track that
	/// counts for nothing
	/// @param rate learning rate, above 0
	/// @return the loss before the step; where it is not finite, no step is taken
	/// @throws IllegalArgumentException if a token, a length or the number of slots is
	/// outside what the network reads
	public final double step(JourneyBatch batch, double[][][] targets, double rate) {
		batch.check(this.config);
		double loss = learn(batch, targets, rate);
		if (Double.isFinite(loss)) {
			this.steps++;
		}
		return loss;
	}

	/// The loss without a step, and without dropout.
	/// @throws IllegalArgumentException as [#step] does
	public final double loss(JourneyBatch batch, double[][][] targets) {
		batch.check(this.config);
		return forward(batch, targets);
	}

	/// A copy of the weights as they are now.
	public abstract Weights weights();

	/// A copy of where the trainer stands now.
	public abstract TrainerState state();

	@Override
	public abstract void close();

	/// The loss, without dropout.
	abstract double forward(JourneyBatch batch, double[][][] targets);

	/// The loss of the next step; where it is finite, the step is taken.
	abstract double learn(JourneyBatch batch, double[][][] targets, double rate);

	/// The gradient of each weight that learns, as the next step would find it, for
	/// verification.
	abstract Map<String, Tensor> gradients(JourneyBatch batch, double[][][] targets);

	final IsoNetConfig config() {
		return this.config;
	}

	final TrainerOptions options() {
		return this.options;
	}

	/// Steps taken.
	final long steps() {
		return this.steps;
	}

	/// Number of the next step, from 1.
	final long next() {
		return this.steps + 1;
	}

	/// What each hidden unit counts in the next step, `(B, T, H)`: 0 or `1 / (1 - p)`;
	/// null without dropout.
	final double @Nullable [] dropoutMask(JourneyBatch batch) {
		double share = this.options.dropout();
		if (share == 0) {
			return null;
		}
		RandomGenerator generator = this.random.stream(next());
		double[] mask = new double[batch.size() * batch.longest() * this.config.hiddenSize()];
		for (int i = 0; i < mask.length; i++) {
			mask[i] = (generator.nextDouble() < share) ? 0 : 1 / (1 - share);
		}
		return mask;
	}

	/// A target in the units in which the network speaks.
	final double target(int feature, double natural) {
		return (this.config.outputs() == IsoNetConfig.Outputs.STANDARD)
				? this.config.scaler().standard(feature, natural) : natural;
	}

	/// What the norm of all gradients together is multiplied by, as
	/// torch.nn.utils.clip_grad_norm_ does; 1 where it is short enough.
	final double clipFactor(double squares) {
		double longest = this.options.gradientClip();
		return (longest == 0) ? 1 : Math.min(1, longest / (Math.sqrt(squares) + 1e-6));
	}

}
