/// Training as jobs: queued, followed, cancelled, resumed where its process died, ended in
/// exactly one way.
///
/// Read [TrainingJobs] first: it accepts a data file with settings. [TrainingQueue] hands
/// the jobs to the processes, [TrainingWorker] works on one and publishes the result to the
/// registry, [TrainingRecords] writes down how far it is. [TrainingRun] is the work itself,
/// free of queue and database, and can go on from any [Checkpoint]. Knows nothing of
/// serving.
@ApplicationModule(allowedDependencies = { "database", "dataset", "evaluation", "network", "registry", "audio", "mood",
		"problem" })
@NullMarked
package io.isonet.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
