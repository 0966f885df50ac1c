package io.isonet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Predictions while a training runs and another one waits.
@RunningService
class TrainingWhileServingTests {

	private static final String LONG = "{\"preset\": \"notebook\", \"epochs\": 10000, \"evaluation\": \"none\", \"model\": \"meanwhile\"}";

	private static final int PREDICTIONS = 300;

	private final Caller caller;

	private final Trainings trainings;

	TrainingWhileServingTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
		this.trainings = new Trainings(this.caller);
	}

	@Test
	void answersStayTheSameAndSoonWhileOneTrainsAndTheNextWaits() {
		String quiet = predict();
		String running = this.trainings.start(LONG);
		String waiting = this.trainings.start(LONG);
		try {
			this.trainings.await(running, (job) -> job.path("progress").path("done").asInt() > 0);
			List<Duration> durations = new ArrayList<>();
			for (int i = 0; i < PREDICTIONS; i++) {
				long asked = System.nanoTime();
				assertThat(predict()).isEqualTo(quiet);
				durations.add(Duration.ofNanos(System.nanoTime() - asked));
			}
			assertThat(this.trainings.job(running).path("state").asString()).isEqualTo("RUNNING");
			assertThat(this.trainings.job(waiting).path("state").asString()).isEqualTo("QUEUED");
			durations.sort(null);
			assertThat(durations.get(PREDICTIONS * 99 / 100)).as("99 of 100").isLessThan(Duration.ofSeconds(1));
		}
		finally {
			this.caller.delete(waiting);
			this.caller.delete(running);
			this.trainings.awaitEnd(waiting);
			this.trainings.awaitEnd(running);
		}
	}

	private String predict() {
		Answer answer = this.caller.post("/api/v1/predictions", "{\"moods\": \"sad to happy\", \"length\": 20}");
		assertThat(answer).hasStatus(200);
		return answer.text();
	}

}
