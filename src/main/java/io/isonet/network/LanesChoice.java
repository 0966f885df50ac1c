package io.isonet.network;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which form of [Lanes] this process computes with: chosen once, at first use, and said
/// in the log. The system property `isonet.lanes` forces one: `vector`, `scalar`, or
/// `auto`.
final class LanesChoice {

	private static final Logger log = LoggerFactory.getLogger(LanesChoice.class);

	private static final String PROPERTY = "isonet.lanes";

	private LanesChoice() {
	}

	/// @throws IllegalArgumentException if the property names a form that is not there
	static FloatLanes lanes() {
		return Chosen.LANES;
	}

	static FloatLanes choose(String wanted) {
		boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
		return switch (wanted) {
			case "scalar" -> say(new ScalarLanes(), "as " + PROPERTY + " says");
			case "vector" -> {
				if (!there) {
					throw new IllegalArgumentException(
							PROPERTY + "=vector needs --add-modules=jdk.incubator.vector in front of -jar");
				}
				yield say(new VectorLanes(), "as " + PROPERTY + " says");
			}
			case "auto" -> {
				if (!there) {
					yield say(new ScalarLanes(),
							"for want of --add-modules=jdk.incubator.vector, with which predictions are faster");
				}
				yield VectorLanes.isFast() ? say(new VectorLanes(), "since the processor has them")
						: say(new ScalarLanes(), "since the processor has no vectors of 256 bits");
			}
			default ->
				throw new IllegalArgumentException(PROPERTY + " is auto, vector or scalar, not '" + wanted + "'");
		};
	}

	private static FloatLanes say(FloatLanes lanes, String why) {
		log.info("The fused pass computes {}, {}", (lanes instanceof VectorLanes)
				? "with vectors of up to " + VectorProduct.bits() + " bits" : "one number at a time", why);
		return lanes;
	}

	private static final class Chosen {

		private static final FloatLanes LANES = choose(System.getProperty(PROPERTY, "auto"));

	}

}
