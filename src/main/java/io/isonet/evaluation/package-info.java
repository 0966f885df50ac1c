/// What a model of moods is worth: learned on some playlists, measured on others.
///
/// Read [CrossValidation] first: it lets each [Learner] learn on the training part of each
/// [Fold], measures what it predicts for the playlists held out, and answers an
/// [EvaluationReport]. [Folds] is where leaks are kept out; [Baselines] are the simple
/// learners that every model has to beat; [Chosen] is a choice of settings that is measured with
/// what it chooses; [Residuals] say how far tracks lie from what a model
/// says. Knows nothing of jobs, files or HTTP, and learns no
/// network itself: whoever has one brings a learner.
@ApplicationModule(allowedDependencies = { "dataset", "network", "audio", "mood", "problem" })
@NullMarked
package io.isonet.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
