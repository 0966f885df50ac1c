package io.isonet.inference;

import java.time.Duration;

/// How requests are joined.
///
/// @param maxJourneys most journeys of different requests in one pass; a request with
/// more is computed alone
/// @param delay how long the oldest request waits for others to join; 0 for not at all
record Batching(int maxJourneys, Duration delay) {
}
