package io.isonet.network;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The kernels of the fused passes, in both forms of [Lanes].
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=org.openjdk.jmh.Main -Dbench.arguments=KernelBench
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KernelBench {

	@Param({ "vector", "scalar" })
	public String form = "vector";

	/// Hidden units; the other sizes are those of the notebook.
	@Param({ "11", "64", "256" })
	public int hidden;

	private FloatLanes lanes = new VectorLanes();

	private int width;

	private int rows;

	private float[] weight = {};

	private float[] x = {};

	private float[] out = {};

	private float[] start = {};

	@Setup
	public void prepare() {
		this.lanes = this.form.equals("vector") ? new VectorLanes() : new ScalarLanes();
		this.width = Lanes.padded(this.hidden);
		this.rows = 40 + 4 * this.width + 8;
		Random random = new Random(1);
		this.weight = numbers(random, this.hidden * this.rows);
		this.x = numbers(random, 4 * this.width);
		this.start = numbers(random, 4 * this.rows);
		this.out = this.start.clone();
	}

	/// What acts on the hidden state of one journey.
	@Benchmark
	public float[] productOfOne() {
		this.lanes.product(this.weight, 0, this.rows, this.rows, this.x, 0, this.width, 1, this.hidden, this.out, 0,
				this.rows, 1);
		return this.out;
	}

	/// The same of four journeys together.
	@Benchmark
	public float[] productOfFour() {
		this.lanes.product(this.weight, 0, this.rows, this.rows, this.x, 0, this.width, 1, this.hidden, this.out, 0,
				this.rows, 4);
		return this.out;
	}

	/// Eight words, 40 units.
	@Benchmark
	public float[] scores() {
		this.lanes.scores(this.weight, 8, this.x, 0, this.start, 0, 40, this.out);
		return this.out;
	}

	/// One step of the cell, from fresh gates.
	@Benchmark
	public float[] lstm() {
		this.lanes.move(this.start, 0, this.out, 0, 4 * this.width);
		this.lanes.lstm(this.out, 0, this.width, this.x, 0, this.x, this.width, this.x, 2 * this.width, this.x,
				3 * this.width);
		return this.x;
	}

	/// The way back through one step of the cell, from fresh gates.
	@Benchmark
	public float[] lstmBack() {
		this.lanes.move(this.start, 0, this.out, 0, 4 * this.width);
		Arrays.fill(this.x, 3 * this.width, 4 * this.width, .1f);
		this.lanes.lstmBack(this.out, 0, this.width, this.x, 0, this.x, this.width, this.x, 2 * this.width, this.x,
				3 * this.width);
		return this.out;
	}

	private static float[] numbers(Random random, int count) {
		float[] numbers = new float[count];
		for (int i = 0; i < count; i++) {
			numbers[i] = random.nextFloat() - .5f;
		}
		return numbers;
	}

}
