/// Training as jobs: queued, followed, cancelled, ended in exactly one way.
///
/// Read [TrainingJobs] first: it accepts a data file with settings, runs one job at a
/// time, and publishes the result to the registry. [TrainingRun] is the work itself, free
/// of queue and database; a [Checkpoint] lets it go on in another process. Knows nothing of
/// serving.
@ApplicationModule(allowedDependencies = { "dataset", "network", "registry", "audio", "mood", "problem" })
@NullMarked
package io.isonet.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
