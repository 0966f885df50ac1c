package io.isonet.inference;

import java.time.Duration;

/// What bounds a computation.
///
/// @param queue most requests that wait
/// @param deadline longest time from a request's arrival to its answer
/// @param drain how long what waits is still computed after the end has come
record Limits(int queue, Duration deadline, Duration drain) {
}
