package io.isonet.lexicon;

/// The lexicon is another than before, or gone: [Lexicons#current()] has the new one. Who
/// fails to follow is told again. Immutable.
public record LexiconChanged() {
}
