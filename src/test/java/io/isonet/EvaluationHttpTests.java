package io.isonet;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// From a file of playlists to a report of what a model of them is worth.
@RunningService
class EvaluationHttpTests {

	private static final String PATH = "/api/v1/evaluations";

	private static final String QUICK = "{\"preset\": \"notebook\", \"epochs\": 2}";

	private static final String ENDLESS = "{\"preset\": \"notebook\", \"epochs\": 10000, \"hiddenSize\": 256}";

	private static final String FEATURES = "{\"features\": [{\"name\": \"warmth\", \"min\": 0, \"max\": 9}, "
			+ "{\"name\": \"depth\", \"min\": 0, \"max\": 9}]}";

	private final Caller caller;

	private final Trainings trainings;

	EvaluationHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
		this.trainings = new Trainings(this.caller);
	}

	@AfterEach
	void nothingRuns() {
		for (JsonNode job : this.caller.get(PATH).json().path("evaluations")) {
			if (job.path("finishedAt").isNull()) {
				this.caller.delete(PATH + "/" + job.path("id").asString());
			}
		}
	}

	@Test
	void settingsAreMeasuredAndTheReportIsThereAsJsonAndAsAPage() {
		Answer accepted = send(this.trainings.examplePlaylists(), QUICK);
		assertThat(accepted).hasStatus(202);
		String path = accepted.header("Location").orElseThrow();
		assertThat(path).startsWith(PATH + "/");
		assertThat(accepted.json().at("/progress/unit").asString()).isEqualTo("fold");
		assertThat(this.trainings.events(path, 0).getLast().data().at("/result/report").asString())
			.isEqualTo(path + "/report");
		assertThat(this.trainings.job(path).path("state").asString()).isEqualTo("SUCCEEDED");

		Answer report = this.caller.get(path + "/report");
		assertThat(report).hasStatus(200).hasHeader("Content-Type", "application/json");
		JsonNode rows = report.json().path("rows");
		assertThat(rows.get(rows.size() - 1).path("model").asString()).isEqualTo("notebook");
		assertThat(rows.get(rows.size() - 1).at("/spread/calibration")).hasSize(6);
		assertThat(report.json().at("/skill/energy").isNumber()).isTrue();
		Answer page = this.caller.get(path + "/report", "Accept",
				"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8");
		assertThat(page).hasStatus(200)
			.hasHeader("Content-Type", "text/html;charset=UTF-8")
			.hasHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
		assertThat(page.text()).contains("<svg", "ridge", "Leave one playlist out.").doesNotContain("<script", "http:");
		for (String json : List.of("text/html;q=0.1, application/json", "text/html;q=0.5, */*", "*/*")) {
			assertThat(this.caller.get(path + "/report", "Accept", json)).hasHeader("Content-Type", "application/json");
		}
		assertThat(this.caller.get(path + "/report", "Accept", "application/json;q=0, */*")).hasHeader("Content-Type",
				"text/html;charset=UTF-8");
		assertThat(this.caller.get(path + "/report", "Accept", "image/png")).isProblem(406, "not-acceptable");

		String id = path.substring(PATH.length() + 1);
		assertThat(this.caller.get("/api/v1/trainings/" + id)).isProblem(404, "unknown-training");
		assertThat(this.caller.get("/api/v1/trainings").text()).doesNotContain(id);
		assertThat(this.caller.get(PATH + "?limit=1").json().at("/evaluations/0/id").asString()).isEqualTo(id);
		assertThat(this.caller.delete(path)).isProblem(409, "evaluation-finished");
		assertThat(this.caller.get(PATH + "/nobody/report")).isProblem(404, "unknown-evaluation");
	}

	@Test
	void aVersionIsMeasuredByItsOwnDataAndShowsItsPageWhereverItGoes() {
		JsonNode result = this.trainings
			.awaitEnd(this.trainings.start("{\"preset\": \"notebook\", \"epochs\": 2, \"model\": \"measured\"}"))
			.path("result");
		Answer accepted = this.caller.post(PATH, "{\"model\": \"measured\", \"version\": \"latest\"}");
		assertThat(accepted).hasStatus(202);
		JsonNode job = this.trainings.awaitEnd(accepted.header("Location").orElseThrow());
		assertThat(job.path("from")).isEqualTo(result);
		JsonNode report = this.caller.get(job.at("/result/report").asString()).json();
		String version = "/api/v1/models/measured/versions/" + result.path("version").asInt();
		// the same data, settings and seed
		assertThat(report.path("rows")).isEqualTo(this.caller.get(version + "/metrics").json().at("/evaluation/rows"));

		Answer page = this.caller.get(version + "/files/evaluation.html");
		assertThat(page).hasHeader("Content-Type", "text/html;charset=UTF-8")
			.hasHeader("X-Content-Type-Options", "nosniff")
			.hasHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
		Answer imported = this.caller.send("POST", "/api/v1/models/elsewhere/versions",
				BodyPublishers.ofByteArray(this.caller.get(version + "/archive").body()), "Content-Type",
				"application/zip");
		assertThat(imported).hasStatus(201);
		assertThat(this.caller.get(imported.header("Location").orElseThrow() + "/files/evaluation.html").body())
			.isEqualTo(page.body());
	}

	@Test
	void whatAFileSaysIsShownAsText() {
		String csv = new String(this.trainings.examplePlaylists(), StandardCharsets.UTF_8);
		String hostile = "<script>alert('1')</script>&amp;";
		String first = csv.lines().skip(1).findFirst().orElseThrow().split(",")[0];
		Answer accepted = send(csv.replace("\n" + first + ",", "\n" + hostile + ",").getBytes(StandardCharsets.UTF_8),
				QUICK);
		assertThat(accepted).hasStatus(202);
		JsonNode job = this.trainings.awaitEnd(accepted.header("Location").orElseThrow());
		String report = job.at("/result/report").asString();
		assertThat(this.caller.get(report).json().at("/curves/0/playlist").asString()).isEqualTo(hostile);
		assertThat(this.caller.get(report, "Accept", "text/html").text()).doesNotContain("<script")
			.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;");
	}

	@Test
	void aReportComesWhenTheEvaluationHasEndedAndNotOfOneThatWasCancelled() {
		String path = send(this.trainings.examplePlaylists(), ENDLESS).header("Location").orElseThrow();
		this.trainings.await(path, (job) -> job.path("state").asString().equals("RUNNING"));
		assertThat(this.caller.get(path + "/report", "Accept", "text/html")).isProblem(409, "evaluation-unfinished");
		assertThat(this.caller.delete(path)).hasStatus(200);
		assertThat(this.trainings.job(path).path("state").asString()).isEqualTo("CANCELLED");
		// the worker is free for the next
		this.trainings.awaitEnd(send(this.trainings.examplePlaylists(), QUICK).header("Location").orElseThrow());
		assertThat(this.caller.get(path + "/report")).isProblem(404, "no-report").says("CANCELLED");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					a,1,sad,1,1;a,2,sad,2,2                                                 | evaluation-refused    | 3 playlists or more
					a,1,sad,1,1;b,1,sad,2,2;c,1,sad,3,3                                     | evaluation-refused    | two tracks or more each
					a,1,sad,1,5;a,2,sad,2,5;b,1,sad,3,5;b,2,sad,4,5;c,1,sad,5,5;c,2,sad,6,5 | evaluation-refused    | in every track: depth
					a,1,,1,1;a,2,,2,2                                                       | invalid-playlist-file | mood
					""")
	void playlistsThatAllowNoEvaluationAreRefusedWithWhatIsNeeded(String lines, String problem, String says) {
		String csv = "playlist,position,moods,warmth,depth\n" + lines.replace(';', '\n') + "\n";
		assertThat(send(csv.getBytes(StandardCharsets.UTF_8), FEATURES)).isProblem(422, problem).says(says);
	}

	@Test
	void playlistsWithoutMoodsAreRefused() {
		String csv = "playlist,position,warmth,depth\na,1,1,1\na,2,2,2\n";
		assertThat(send(csv.getBytes(StandardCharsets.UTF_8), FEATURES)).isProblem(422, "invalid-playlist-file")
			.says("moods");
	}

	@Test
	void settingsWithoutEffectAreRefusedWithTheirPlace() {
		Answer refused = send(this.trainings.examplePlaylists(), "{\"activate\": \"always\", \"model\": \"calm\"}");
		assertThat(refused).isProblem(422, "invalid-settings");
		for (String name : List.of("activate", "model")) {
			assertThat(refused).hasErrorAt("/" + name, "leave it out");
		}
		assertThat(send(this.trainings.examplePlaylists(), "{\"evaluation\": \"none\"}")).hasErrorAt("/evaluation",
				"crossValidation or holdout");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                              | 422 | invalid-version | name a version
			{"model": "isonet"}                             | 422 | invalid-version | A version is a number
			{"model": "isonet", "version": 1, "epochs": 2}  | 400 | invalid-request | epochs
			{"model": "isonet", "version": 1}               | 422 | not-evaluable   | without model and activate
			{"model": "isonet", "version": 99}              | 404 | unknown-version | 99
			{"model": "nobody", "version": 1}               | 404 | unknown-model   | nobody
			""")
	void whatCannotBeMeasuredIsToldSo(String body, int status, String problem, String says) {
		assertThat(this.caller.post(PATH, body)).isProblem(status, problem).says(says);
	}

	private Answer send(byte[] csv, String settings) {
		return this.caller.post(PATH, new Caller.Multipart().file("file", csv).text("settings", settings));
	}

}
