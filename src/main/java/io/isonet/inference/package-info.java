/// Predictions by a bounded number of workers that swap models while they serve: on a CPU
/// [RequestThreads] with the fused pass, on GPUs [PredictorPool] with DJL.
///
/// Read [TrajectoryPredictor] first: moods and a length in, a trajectory out, safe for
/// any number of threads. It listens to the registry, and keeps the version that was
/// serving when a new one cannot be loaded. The words of the lexicon are added to every
/// version that is loaded ([LexiconUse]). Who waits does so in a [WaitingLine], in both
/// ways alike. Knows nothing of training.
@ApplicationModule(allowedDependencies = { "network", "registry", "lexicon", "dataset", "audio", "mood", "problem" })
@NullMarked
package io.isonet.inference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
