package io.isonet.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import ai.djl.Device;
import io.isonet.Medians;
import tools.jackson.databind.JsonNode;

/// Time of the notebook's training, 100 epochs of 20 playlists in batches of 4, one
/// thread, and how far its losses are from the golden curve: the fused engine, DJL, and,
/// where a Python with PyTorch is named, PyTorch's plain loop, in turns.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.network.CurveBench -Dbench.arguments=/path/to/python
public final class CurveBench {

	private static final int ROUNDS = 5;

	private CurveBench() {
	}

	public static void main(String[] arguments) throws Exception {
		Result[] fused = new Result[ROUNDS];
		Result[] djl = new Result[ROUNDS];
		Result[] plain = new Result[ROUNDS];
		Result cold = train(ComputeTarget.fused(1));
		train(ComputeTarget.djl(Device.cpu()));
		for (int round = 0; round < ROUNDS; round++) {
			fused[round] = train(ComputeTarget.fused(1));
			djl[round] = train(ComputeTarget.djl(Device.cpu()));
			if (arguments.length > 0) {
				plain[round] = plainLoop(arguments[0]);
			}
		}
		System.out.println("| engine | 100 epochs, s | farthest from the curve, relative | times fused |");
		System.out.println("|---|---|---|---|");
		row("fused, first in its process", fused, cold);
		row("fused", fused, fused);
		row("DJL", fused, djl);
		if (arguments.length > 0) {
			row("PyTorch, plain loop", fused, plain);
		}
	}

	private static void row(String name, Result[] fused, Result... results) {
		Medians seconds = seconds(results);
		System.out.printf(Locale.ROOT, "| %s | %s | %.1e | %.1f |%n", name, seconds.text(3),
				Arrays.stream(results).mapToDouble(Result::error).max().orElseThrow(),
				seconds.median() / seconds(fused).median());
	}

	private static Medians seconds(Result[] results) {
		return Medians.of(Arrays.stream(results).mapToDouble(Result::seconds).toArray());
	}

	private static Result train(ComputeTarget target) {
		Map<String, Tensor> initial = Golden.tensors("curve-float32-initial");
		Map<String, Tensor> data = Golden.tensors("curve-float32-trained");
		double[] curve = curve();
		double[][][] features = Golden.features(data.get("features"));
		IsoNetConfig config = Golden.config(initial);
		TrainerState state = TrainerState.initial(Weights.of(config, initial, TensorType.F32));
		double error = 0;
		long started = System.nanoTime();
		try (IsoNetTrainer trainer = IsoNetTrainer.create(config, state, Golden.training(), target)) {
			for (int step = 0; step < curve.length; step++) {
				int from = step % 5 * 4;
				double loss = trainer.step(Golden.batch(data, from, from + 4),
						Arrays.copyOfRange(features, from, from + 4), .01);
				error = Math.max(error, Math.abs(loss - curve[step]) / curve[step]);
			}
		}
		return new Result((System.nanoTime() - started) / 1e9, error);
	}

	private static Result plainLoop(String python) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(python, "src/bench/python/plain_loop.py",
				Path.of("src/test/resources/golden").toString());
		builder.environment().put("OMP_NUM_THREADS", "1");
		Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		if (process.waitFor() != 0) {
			throw new IOException("the plain loop ended with " + process.exitValue());
		}
		String[] figures = output.split(" ");
		return new Result(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
	}

	private static double[] curve() {
		return Golden.json("curve-float32")
			.get("loss_per_step")
			.valueStream()
			.mapToDouble(JsonNode::doubleValue)
			.toArray();
	}

	/// @param error largest relative difference of a loss from the curve
	private record Result(double seconds, double error) {
	}

}
