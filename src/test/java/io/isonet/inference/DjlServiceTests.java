package io.isonet.inference;

import java.util.List;
import java.util.concurrent.Future;

import io.isonet.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static io.isonet.AnswerAssert.assertThat;

@TestPropertySource(properties = { "isonet.prediction.engine=djl", "isonet.prediction.device=cpu" })
class DjlServiceTests extends GatedServiceTests {

	@Test
	void aPassThatDoesNotReturnBreaksLivenessUntilItDoes() throws Exception {
		List<Future<Answer>> accepted = fill();
		Awaitility.await().until(() -> caller().get("/livez").status() == 503);
		assertThat(caller().get("/actuator/health/liveness")).hasStatus(503);
		open();
		assertThat(accepted.getFirst().get()).hasStatus(200);
		Awaitility.await().until(() -> caller().get("/livez").status() == 200);
	}

}
