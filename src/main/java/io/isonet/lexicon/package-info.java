/// Mood words that no playlist taught, and where the network gets their vectors from.
///
/// Read [Lexicons] first: the one lexicon that an operator has loaded, kept in the database
/// and followed there by every process, announced as [LexiconChanged] without knowing who
/// listens. [FittedLexicon] gives the words of a [io.isonet.dataset.Lexicon] that a model
/// lacks their vectors by regression on those that both know. Knows nothing of models, their
/// files or HTTP.
@ApplicationModule(allowedDependencies = { "database", "dataset", "evaluation", "mood", "problem", "registry" })
@NullMarked
package io.isonet.lexicon;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
