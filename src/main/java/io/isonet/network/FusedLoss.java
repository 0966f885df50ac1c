package io.isonet.network;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// The loss of one batch after the other, and its gradient, by the fused passes. Large
/// batches are shared among threads: journeys for the passes, weights for the sums. No sum
/// is shared, so that the number of threads changes no bit. One batch at a time.
///
/// @param <A> `float[]` or `double[]`
final class FusedLoss<A> implements AutoCloseable {

	private final IsoNetConfig config;

	private final PackedLayout layout;

	private final Lanes<A> lanes;

	private final FusedPass<A> forward;

	private final FusedGradient<A> backward;

	private final Tape<A> tape;

	private final TapeChanges<A> changes;

	private final Sharing sharing;

	/// What each feature counts.
	private final FeatureError.Curve[] curves;

	/// Gradient of the last batch, packed like the weights.
	private final A gradient;

	/// Loss of each journey, in the order of the tape.
	private double[] losses = {};

	/// What the head reads, `(N, H')`.
	private A head;

	private int headFrom;

	/// @param error what each feature counts
	/// @param sharing closed with this
	FusedLoss(IsoNetConfig config, PackedWeights<A> weights, Lanes<A> lanes, FeatureError error, boolean dropping,
			Sharing sharing) {
		this.config = config;
		this.layout = weights.layout;
		this.lanes = lanes;
		this.forward = new FusedPass<>(config, weights, lanes);
		this.backward = new FusedGradient<>(config, weights, lanes);
		this.tape = new Tape<>(config, weights, lanes, true);
		this.changes = new TapeChanges<>(config, this.layout, lanes, dropping);
		this.sharing = sharing;
		this.curves = IntStream.range(0, config.features())
			.mapToObj((f) -> error.curve(config, f))
			.toArray(FeatureError.Curve[]::new);
		this.gradient = lanes.create(this.layout.size);
		this.head = lanes.create(0);
		changed();
	}

	/// Brings what follows from the weights up to date.
	void changed() {
		this.backward.changed();
	}

	/// Packed like the weights; belongs to the last batch.
	A gradient() {
		return this.gradient;
	}

	/// The loss alone.
	/// @param targets in the units in which the network speaks, `(B, T, F)`
	double loss(JourneyBatch batch, Targets targets) {
		return forward(batch, targets, null);
	}

	/// The loss; where it is finite, its gradient too.
	/// @param mask what each hidden unit counts for the head, `(B, T, H)`; null where all
	/// count
	double gradient(JourneyBatch batch, Targets targets, double @Nullable [] mask) {
		double value = forward(batch, targets, mask);
		if (Double.isFinite(value)) {
			this.sharing.run(batch.size(), work(),
					(from, to) -> this.backward.run(this.tape, this.changes, from, to, mask != null));
			this.backward.align(this.tape, this.changes);
			this.lanes.clear(this.gradient, 0, this.layout.size);
			this.sharing.run(this.config.hiddenSize(), work(), this::addGradient);
		}
		return value;
	}

	@Override
	public void close() {
		this.sharing.close();
	}

	/// Multiply-adds of a pass, about.
	private long work() {
		return (long) this.tape.rows() * this.layout.hiddenRows * this.layout.hiddenWidth;
	}

	private double forward(JourneyBatch batch, Targets targets, double @Nullable [] mask) {
		this.tape.reset(batch);
		this.changes.reset(this.tape);
		this.losses = new double[batch.size()];
		this.head = this.tape.hidden;
		this.headFrom = this.tape.hiddenRow(0) * this.layout.hiddenWidth;
		if (mask != null) {
			this.changes.mask(this.tape, mask);
			this.head = this.changes.dropped;
			this.headFrom = 0;
		}
		this.sharing.run(batch.size(), work(), (from, to) -> {
			this.forward.run(this.tape, from, to);
			for (int t = 0; t < this.tape.lengths[from]; t++) {
				int count = this.tape.running(t, from, to);
				int row = this.tape.offset(t) + from;
				if (mask != null) {
					this.changes.drop(this.tape, row, count);
				}
				this.forward.head(this.tape, this.head, this.headFrom, row, row + count);
				error(targets, t, from, count);
			}
		});
		return Arrays.stream(this.losses).sum();
	}

	/// The loss of a step's outputs, and what it changes with them.
	private void error(Targets targets, int t, int from, int count) {
		for (int n = from; n < from + count; n++) {
			int b = this.tape.order[n];
			double share = targets.share(b, t);
			int row = (this.tape.offset(t) + n) * this.layout.featuresWidth;
			if (share == 0) {
				this.lanes.clear(this.changes.output, row, this.layout.featuresWidth);
				continue;
			}
			for (int f = 0; f < this.config.features(); f++) {
				double output = this.lanes.get(this.tape.output, row + f);
				double target = targets.target(b, t, f);
				this.losses[n] += share * this.curves[f].value(output, target);
				this.lanes.set(this.changes.output, row + f, share * this.curves[f].slope(output, target));
			}
		}
	}

	private void addGradient(int from, int to) {
		this.backward.addOnHidden(this.tape, this.changes, this.gradient, from, to);
		if (from == 0) {
			this.backward.addOthers(this.tape, this.changes, this.head, this.headFrom, this.gradient);
		}
	}

	/// What was there, in the units in which the network speaks, and what it counts.
	interface Targets {

		/// What the error of each feature counts.
		/// @param b journey of the batch
		double share(int b, int t);

		/// @param b journey of the batch
		double target(int b, int t, int feature);

	}

}
