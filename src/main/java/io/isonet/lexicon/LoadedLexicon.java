package io.isonet.lexicon;

import java.time.Instant;

import io.isonet.dataset.Lexicon;

/// The lexicon that is in use. Immutable.
///
/// @param lexicon its words
/// @param sha256 of the file, in hexadecimal digits
/// @param loadedAt when it was loaded
public record LoadedLexicon(Lexicon lexicon, String sha256, Instant loadedAt) {
}
