package io.isonet.inference;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodTokenizer;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.network.TrackSpread;
import io.isonet.registry.ModelVersion;
import org.jspecify.annotations.Nullable;

/// A version that is loaded and warm. It lives as long as anyone holds a lease: whoever
/// made it holds the first, each request one more while it is computed; the last one to
/// let go closes it.
///
/// Thread-safe, given that each worker number is used by one thread.
final class ServedModel {

	private final ModelVersion version;

	private final MoodTokenizer tokenizer;

	private final FeatureSchema schema;

	private final boolean paced;

	private final List<String> warnings;

	private final @Nullable TrackSpread spread;

	private final ServedWords words;

	private final IntFunction<Forecaster> forecasters;

	private final Runnable onClose;

	private final AtomicInteger leases = new AtomicInteger(1);

	/// By number of the worker, one for each that has served this model. Without a lock
	/// on the way: who waited for one would keep its place, and others would wait for
	/// that.
	private final Map<Integer, Forecaster> open = new ConcurrentHashMap<>();

	/// @param paced whether its network has a pace
	/// @param warnings for whoever uses its predictions
	/// @param spread how far tracks lie from its predictions, null where nobody knows
	/// @param words what is known of its words
	/// @param forecasters makes the forecaster of a worker, on that worker's thread
	/// @param onClose frees what the forecasters share
	ServedModel(ModelVersion version, MoodTokenizer tokenizer, FeatureSchema schema, boolean paced,
			List<String> warnings, @Nullable TrackSpread spread, ServedWords words, IntFunction<Forecaster> forecasters,
			Runnable onClose) {
		this.version = version;
		this.tokenizer = tokenizer;
		this.schema = schema;
		this.paced = paced;
		this.warnings = List.copyOf(warnings);
		this.spread = spread;
		this.words = words;
		this.forecasters = forecasters;
		this.onClose = onClose;
	}

	ModelVersion version() {
		return this.version;
	}

	MoodTokenizer tokenizer() {
		return this.tokenizer;
	}

	FeatureSchema schema() {
		return this.schema;
	}

	/// Whether its network has a pace, and so takes one.
	boolean isPaced() {
		return this.paced;
	}

	/// What to know before its predictions are used.
	List<String> warnings() {
		return this.warnings;
	}

	/// How far tracks lie from its predictions; null where it was not evaluated.
	@Nullable TrackSpread spread() {
		return this.spread;
	}

	/// What is known of its words, and which of them a lexicon added.
	ServedWords words() {
		return this.words;
	}

	/// Takes a lease.
	/// @return false where the model is closed already
	boolean acquire() {
		return this.leases.getAndUpdate((count) -> (count == 0) ? 0 : count + 1) > 0;
	}

	/// Gives a lease back; the last one closes the model.
	void release() {
		int left = this.leases.decrementAndGet();
		if (left < 0) {
			throw new IllegalStateException("a lease was given back twice");
		}
		if (left == 0) {
			close();
		}
	}

	/// Computes on a worker's own predictor; the caller holds a lease. A failure costs
	/// that predictor, not the model.
	List<Forecast> forecast(int worker, JourneyBatch batch) {
		try {
			return forecaster(worker).forecast(batch);
		}
		catch (RuntimeException | Error failure) {
			discard(worker);
			throw failure;
		}
	}

	boolean isClosed() {
		return this.leases.get() == 0;
	}

	private Forecaster forecaster(int worker) {
		Forecaster forecaster = this.open.get(worker);
		return (forecaster != null) ? forecaster : this.open.computeIfAbsent(worker, this.forecasters::apply);
	}

	private void discard(int worker) {
		Forecaster broken = this.open.remove(worker);
		if (broken != null) {
			broken.close();
		}
	}

	private void close() {
		this.open.values().forEach(Forecaster::close);
		this.open.clear();
		this.onClose.run();
	}

}
