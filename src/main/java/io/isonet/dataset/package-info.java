/// Labelled playlists: CSV in, padded batches out. And lexicons of mood words.
///
/// Read [PlaylistCsvReader] first: it turns a file into a [PlaylistDataset], or reports
/// every fault with its line and column; [LexiconCsvReader] does that for a [Lexicon]. [MoodGroups] holds the published figures of ten
/// groups of moods, and generates journeys and example playlists from them. Knows nothing
/// of networks or jobs.
@ApplicationModule(allowedDependencies = { "audio", "mood", "problem" })
@NullMarked
package io.isonet.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
