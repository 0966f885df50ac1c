package io.isonet.training;

import java.util.Locale;

/// What a job does.
enum JobKind {

	/// Publishes a version.
	TRAINING,

	/// Says what settings are worth on some playlists, and publishes nothing.
	EVALUATION;

	/// What callers call it, also the name of its task in the queue.
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/// Address of one of these jobs.
	String path(String id) {
		return "/api/v1/" + word() + "s/" + id;
	}

}
