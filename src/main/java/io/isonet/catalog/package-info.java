/// The app's own tracks, as files have them: which column is what, what a row says, which
/// rows are one recording.
///
/// Read [TrackTable] first: it finds the columns of a file by their many real names and turns
/// rows into [Track]s, or says why not. Knows nothing of moods, models or playlists.
@ApplicationModule(allowedDependencies = { "audio", "problem" })
@NullMarked
package io.isonet.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
