package io.isonet.training;

/// Where the weights of a training begin.
enum Start {

	/// Drawn at random.
	RANDOM,

	/// A base: the one that ships where the network is its own, otherwise one that is
	/// trained first, see [Base].
	BASE

}
