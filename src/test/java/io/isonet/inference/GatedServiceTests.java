package io.isonet.inference;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.isonet.Answer;
import io.isonet.Caller;
import io.isonet.TemporaryData;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/// The service over HTTP with one worker, three requests that may wait, and a model that
/// computes when the test lets it. The length of a journey says what the model does.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "isonet.prediction.workers=1", "isonet.prediction.queue=3", "isonet.prediction.max-batch=1",
				"isonet.prediction.hung-after=1s", "isonet.prediction.deadline=30s" })
@ContextConfiguration(initializers = TemporaryData.class)
abstract class GatedServiceTests {

	private static final int NAN = 100;

	private static final int ERROR = 101;

	@LocalServerPort
	private int port;

	@Autowired
	private MeterRegistry meters;

	@MockitoBean
	private ServedModels models;

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final CountDownLatch gate = new CountDownLatch(1);

	/// Lengths of the journeys whose computation began.
	private final Queue<Integer> computed = new ConcurrentLinkedQueue<>();

	@BeforeEach
	void serveTheModel() {
		ServedModel model = FakeModels.model(1, this::compute);
		given(this.models.lease(any(), any())).willAnswer((call) -> {
			assertThat(model.acquire()).isTrue();
			return model;
		});
	}

	@AfterEach
	void openTheGate() {
		this.gate.countDown();
		this.callers.close();
	}

	@Test
	void moreThanMayWaitGet503WithRetryAfterAndTheAcceptedAreAnswered() throws Exception {
		List<Future<Answer>> accepted = fill();
		for (int length = 5; length <= 7; length++) {
			accepted.add(queue(length, ""));
		}
		assertThat(predict(8, "")).isProblem(503, "overloaded").hasHeader("Retry-After", "1");
		this.gate.countDown();
		for (Future<Answer> call : accepted) {
			assertThat(call.get()).hasStatus(200);
		}
		assertThat(this.computed).containsExactly(1, 5, 6, 7);
	}

	@Test
	void aTimeoutShortensTheWaitAndAHighPriorityGoesFirst() throws Exception {
		List<Future<Answer>> accepted = fill();
		accepted.add(queue(5, ", \"priority\": \"low\""));
		accepted.add(queue(6, ", \"priority\": null"));
		assertThat(predict(7, ", \"timeoutMillis\": 50")).isProblem(503, "deadline-exceeded")
			.hasHeader("Retry-After", "1")
			.says("within 50 ms");
		accepted.add(queue(8, ", \"priority\": \"high\""));
		this.gate.countDown();
		for (Future<Answer> call : accepted) {
			assertThat(call.get()).hasStatus(200);
		}
		assertThat(this.computed).containsExactly(1, 8, 6, 5);
	}

	@Test
	void aNumberThatIsNotFiniteIsAProblemAndNoJson() {
		this.gate.countDown();
		Answer answer = predict(NAN, "");
		assertThat(answer).isProblem(500, "non-finite-prediction");
		assertThat(answer.text()).doesNotContain("NaN");
	}

	@Test
	void anErrorOfTheModelFailsItsRequestAndTheNextIsAnswered() {
		this.gate.countDown();
		assertThat(predict(ERROR, "")).isProblem(500, "internal");
		assertThat(predict(2, "")).hasStatus(200);
	}

	/// The service does not see it before it answers: what was asked is computed in vain,
	/// in its turn, unless its timeout passes before.
	@Test
	void aCallerThatHangsUpHarmsNobodyElse() throws Exception {
		List<Future<Answer>> accepted = fill();
		double before = depth();
		hangUpAfterAsking(5, "");
		hangUpAfterAsking(6, ", \"timeoutMillis\": 200");
		Awaitility.await().until(() -> depth() == before + 1);
		accepted.add(queue(7, ""));
		this.gate.countDown();
		for (Future<Answer> call : accepted) {
			assertThat(call.get()).hasStatus(200);
		}
		assertThat(this.computed).containsExactly(1, 5, 7);
		assertThat(depth()).isZero();
	}

	final Answer predict(int length, String more) {
		return caller().post("/api/v1/predictions", "{\"moods\": \"sad to happy\", \"length\": " + length + more + "}");
	}

	final Caller caller() {
		return new Caller(this.port);
	}

	/// A request that is computed behind the gate.
	final List<Future<Answer>> fill() {
		List<Future<Answer>> calls = new ArrayList<>(List.of(this.callers.submit(() -> predict(1, ""))));
		Awaitility.await().until(() -> this.computed.size() == 1);
		return calls;
	}

	final void open() {
		this.gate.countDown();
	}

	private Future<Answer> queue(int length, String more) {
		double before = depth();
		Future<Answer> call = this.callers.submit(() -> predict(length, more));
		Awaitility.await().until(() -> depth() == before + 1);
		return call;
	}

	private void hangUpAfterAsking(int length, String more) throws IOException {
		double before = depth();
		byte[] body = ("{\"moods\": \"sad to happy\", \"length\": " + length + more + "}")
			.getBytes(StandardCharsets.UTF_8);
		String head = "POST /api/v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ "Content-Length: " + body.length + "\r\n\r\n";
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			OutputStream out = socket.getOutputStream();
			out.write(head.getBytes(StandardCharsets.US_ASCII));
			out.write(body);
			out.flush();
			Awaitility.await().until(() -> depth() == before + 1);
			// closing with a reset, as a process does that is killed
			socket.setSoLinger(true, 0);
		}
	}

	private List<Forecast> compute(JourneyBatch batch) {
		int length = batch.lengths()[0];
		this.computed.add(length);
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (length == ERROR) {
			throw new LinkageError("gone");
		}
		float[] row = FakeModels.row(1, (length == NAN) ? Float.NaN : 1);
		return List.of(new Forecast(new float[][] { row }, new float[][] { new float[25] }));
	}

	private double depth() {
		return this.meters.get("isonet.prediction.queue.depth").gauge().value();
	}

}
