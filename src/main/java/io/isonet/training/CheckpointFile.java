package io.isonet.training;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.SafeTensors;
import io.isonet.network.Tensor;
import io.isonet.network.TensorType;
import io.isonet.network.TrainerOptions;
import io.isonet.network.TrainerState;
import io.isonet.network.Weights;
import org.jspecify.annotations.Nullable;

/// A [Checkpoint] as a safetensors file: the groups `weights.`, `first.`, `second.` and
/// `best.` with a tensor for each name of a weight, and a scalar for each counter (I64)
/// and loss (F64).
final class CheckpointFile {

	private static final String WEIGHTS = "weights.";

	private static final String FIRST = "first.";

	private static final String SECOND = "second.";

	private static final String BEST = "best.";

	/// What has not been taken yet.
	private final Map<String, Tensor> tensors;

	private CheckpointFile(Map<String, Tensor> tensors) {
		this.tensors = tensors;
	}

	static byte[] write(Checkpoint checkpoint) {
		Map<String, Tensor> tensors = new HashMap<>();
		putAll(tensors, WEIGHTS, checkpoint.trainer().weights().tensors());
		putAll(tensors, FIRST, checkpoint.trainer().first());
		putAll(tensors, SECOND, checkpoint.trainer().second());
		if (checkpoint.best() != null) {
			putAll(tensors, BEST, checkpoint.best().tensors());
		}
		tensors.put("epoch", scalar(checkpoint.epoch()));
		tensors.put("step", scalar(checkpoint.step()));
		tensors.put("lossSum", scalar(checkpoint.lossSum()));
		tensors.put("steps", scalar(checkpoint.trainer().steps()));
		tensors.put("bestEpoch", scalar(checkpoint.bestEpoch()));
		tensors.put("bestLoss", scalar(checkpoint.bestLoss()));
		return SafeTensors.write(tensors);
	}

	/// Reads a file with weights in F32.
	static Checkpoint read(IsoNetConfig config, TrainerOptions options, byte[] file) {
		return new CheckpointFile(new LinkedHashMap<>(SafeTensors.read(file))).checkpoint(config, options);
	}

	private Checkpoint checkpoint(IsoNetConfig config, TrainerOptions options) {
		Weights weights = Weights.of(config, takeAll(WEIGHTS), TensorType.F32);
		TrainerState trainer = new TrainerState(weights, takeAll(FIRST), takeAll(SECOND), takeLong("steps"));
		trainer.check(config, options);
		Map<String, Tensor> best = takeAll(BEST);
		Checkpoint checkpoint = new Checkpoint(takeInt("epoch"), takeInt("step"), takeDouble("lossSum"), trainer,
				takeInt("bestEpoch"), takeDouble("bestLoss"), weightsOrNull(config, best));
		if (!this.tensors.isEmpty()) {
			throw new InvalidModelException("a checkpoint has no tensors " + this.tensors.keySet());
		}
		return checkpoint;
	}

	private static @Nullable Weights weightsOrNull(IsoNetConfig config, Map<String, Tensor> tensors) {
		return tensors.isEmpty() ? null : Weights.of(config, tensors, TensorType.F32);
	}

	private static void putAll(Map<String, Tensor> tensors, String group, Map<String, Tensor> named) {
		named.forEach((name, tensor) -> tensors.put(group + name, tensor));
	}

	private static Tensor scalar(long value) {
		return Tensor.of(new long[] { value });
	}

	private static Tensor scalar(double value) {
		return Tensor.of(new double[] { value });
	}

	private Map<String, Tensor> takeAll(String group) {
		Map<String, Tensor> taken = new LinkedHashMap<>();
		this.tensors.entrySet().removeIf((entry) -> {
			boolean member = entry.getKey().startsWith(group);
			if (member) {
				taken.put(entry.getKey().substring(group.length()), entry.getValue());
			}
			return member;
		});
		return taken;
	}

	private int takeInt(String name) {
		long value = takeLong(name);
		if (value != (int) value) {
			throw new InvalidModelException("'" + name + "' of a checkpoint does not fit 32 bits: " + value);
		}
		return (int) value;
	}

	private long takeLong(String name) {
		return takeScalar(name, TensorType.I64).longs()[0];
	}

	private double takeDouble(String name) {
		return takeScalar(name, TensorType.F64).doubles()[0];
	}

	private Tensor takeScalar(String name, TensorType type) {
		Tensor tensor = this.tensors.remove(name);
		if (tensor == null || tensor.type() != type || tensor.shape().length != 0) {
			throw new InvalidModelException("'" + name + "' of a checkpoint is one " + type + ", not " + tensor);
		}
		return tensor;
	}

}
