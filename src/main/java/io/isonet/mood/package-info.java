/// Words and token ids.
///
/// Read [MoodSequence] first: a journey as states of mood words, parsed from JSON or from
/// text. A [MoodVocabulary] maps words to ids and back, a [MoodTokenizer] lays a sequence
/// out in the slots that a network reads. Words that the vocabulary lacks are reported
/// all at once by [UnknownMoodException]. Knows nothing of features or models.
@ApplicationModule(allowedDependencies = { "problem" })
@NullMarked
package io.isonet.mood;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
