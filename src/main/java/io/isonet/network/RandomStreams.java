package io.isonet.network;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A generator of its own for each number, such as that of an epoch or of a step. What is
/// drawn for a number depends on the seed and the number alone, so that whoever goes on
/// from there needs no generator's state.
///
/// @param seed any number
public record RandomStreams(long seed) {

	private static final RandomGeneratorFactory<RandomGenerator> GENERATORS = RandomGeneratorFactory
		.of("L64X128MixRandom");

	/// A fresh generator, which draws the same each time it is asked for.
	public RandomGenerator stream(long number) {
		return GENERATORS.create(mixed(mixed(this.seed) + number));
	}

	/// One to one, and a change of any bit changes half of the others: Stafford's
	/// variant 13, as in SplitMix64 (Steele, Lea and Flood, 2014).
	private static long mixed(long value) {
		long mixed = value + 0x9E3779B97F4A7C15L;
		mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
