package io.isonet.network;

import java.util.Arrays;

/// Prints which lanes a process chose by itself, and that they compute.
final class VectorModuleProbe {

	private VectorModuleProbe() {
	}

	public static void main(String[] arguments) {
		Lanes lanes = LanesChoice.lanes();
		float[] exponentials = new float[8];
		lanes.exp(exponentials, 8, 0);
		System.out.println(lanes.getClass().getSimpleName() + " " + Arrays.toString(exponentials));
	}

}
