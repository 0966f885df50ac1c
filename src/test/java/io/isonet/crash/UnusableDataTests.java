package io.isonet.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.isonet.Answer;
import io.isonet.AnswerAssert;
import io.isonet.Caller;
import io.isonet.ServiceProcess;
import io.isonet.ServiceProgram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The folder of the embedded database is full, cannot be written, or is another process's.
class UnusableDataTests {

	private static final Duration LONGEST_EXIT = Duration.ofSeconds(60);

	private static final String UNWRITABLE = "The database cannot be written, its disk is full or may only be read: ";

	@TempDir
	private Path folder;

	private int starts;

	private SmallDisk disk;

	@AfterEach
	void unmount() throws Exception {
		if (this.disk != null) {
			this.disk.close();
		}
	}

	@Test
	void fullDiskIsSaidPredictionsGoOnAndWithRoomEverythingDoes() throws Exception {
		this.disk = SmallDisk.mount(this.folder.resolve("disk"));
		Submissions submissions = new Submissions(1, false);
		try (ServiceProcess service = start(this.disk.folder()).awaitReady()) {
			Caller caller = service.caller();
			assertThat(submissions.status(caller)).isEqualTo(202);
			this.disk.fill();
			// until what the file has to spare is used up
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
				assertThatItPredicts(caller);
				return submissions.status(caller) == 507;
			});
			for (int i = 0; i < 20; i++) {
				assertThatItPredicts(caller);
				assertThat(submissions.status(caller)).isIn(202, 429, 507);
				Answer alias = caller.put("/api/v1/models/isonet/aliases/staging", "{\"version\": 1}");
				if (alias.status() != 200) {
					AnswerAssert.assertThat(alias)
						.isProblem(507, "storage-unwritable")
						.hasHeader("Retry-After", "60")
						.says("Make room");
				}
			}
			assertThat(service.log()).doesNotContain("\tat ");
			this.disk.makeRoom();
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> submissions.status(caller) == 202);
			assertThatNothingIsLost(caller, submissions);
			assertThat(service.log()).doesNotContain("\tat ");
		}
		try (ServiceProcess service = start(this.disk.folder()).awaitReady()) {
			assertThatNothingIsLost(service.caller(), submissions);
		}
	}

	@Test
	void uploadThatCannotBePutDownIsNotTheCallersFault() throws Exception {
		this.disk = SmallDisk.mount(this.folder.resolve("disk"));
		this.disk.fill();
		try (ServiceProcess service = start(this.folder, "--spring.servlet.multipart.location=" + this.disk.folder())
			.awaitReady()) {
			Answer answer = service.caller()
				.post("/api/v1/trainings", new Caller.Multipart().file("file", new byte[1 << 20]));
			AnswerAssert.assertThat(answer).isProblem(507, "storage-unwritable").hasHeader("Retry-After", "60");
			assertThatItPredicts(service.caller());
		}
	}

	@Test
	void startOnAFullDiskSaysSoAndTheNextWithRoomWorks() throws Exception {
		this.disk = SmallDisk.mount(this.folder.resolve("disk"));
		this.disk.fill();
		assertThatStartEndsWith(this.disk.folder(), UNWRITABLE);
		this.disk.makeRoom();
		try (ServiceProcess service = start(this.disk.folder()).awaitReady()) {
			assertThatNothingIsLost(service.caller(), new Submissions(1, false));
		}
	}

	@Test
	void startWithAFolderThatMayOnlyBeReadSaysSo() throws Exception {
		this.disk = SmallDisk.mount(this.folder.resolve("disk"));
		this.disk.writable(false);
		assertThatStartEndsWith(this.disk.folder(), UNWRITABLE);
		this.disk.writable(true);
		Submissions submissions = new Submissions(1, false);
		try (ServiceProcess service = start(this.disk.folder()).awaitReady()) {
			assertThat(submissions.status(service.caller())).isEqualTo(202);
		}
		this.disk.writable(false);
		assertThatStartEndsWith(this.disk.folder(), UNWRITABLE);
		this.disk.writable(true);
		try (ServiceProcess service = start(this.disk.folder()).awaitReady()) {
			assertThatNothingIsLost(service.caller(), submissions);
		}
	}

	@Test
	void secondProcessOnTheSameFileSaysSoAndTheFirstGoesOn() throws Exception {
		Submissions submissions = new Submissions(1, false);
		try (ServiceProcess first = start(this.folder).awaitReady()) {
			assertThatStartEndsWith(this.folder,
					"Another process has this database open: stop it, give this one a folder "
							+ "of its own with isonet.data, or let both use one PostgreSQL with spring.datasource.url.");
			assertThat(submissions.status(first.caller())).isEqualTo(202);
			assertThatNothingIsLost(first.caller(), submissions);
		}
	}

	@Test
	void folderThatIsNoPathSaysWhatWouldBe() throws Exception {
		assertThatStartEndsWith(Path.of("data"), "isonet.data is an absolute path, or begins with ./ or ~/.");
	}

	private ServiceProcess start(Path data, String... arguments) throws IOException {
		this.starts++;
		return ServiceProgram.ofClasses()
			.start(this.folder.resolve("log-" + this.starts + ".txt"),
					Stream.concat(Stream.of("--isonet.data=" + data), Stream.of(arguments)).toList());
	}

	private void assertThatStartEndsWith(Path data, String sentence) throws Exception {
		try (ServiceProcess service = start(data)) {
			assertThat(service.awaitExit(LONGEST_EXIT)).isEqualTo(1);
			assertThat(service.log()).containsOnlyOnce(sentence).doesNotContain("\tat ").doesNotContain("Exception");
		}
	}

	private static void assertThatItPredicts(Caller caller) {
		assertThat(caller.get("/actuator/health/readiness").status()).isEqualTo(200);
		assertThat(caller.post("/api/v1/predictions", "{\"moods\": \"sad\", \"length\": 5}").status()).isEqualTo(200);
	}

	private static void assertThatNothingIsLost(Caller caller, Submissions submissions) {
		KillReport report = new KillReport();
		new LifeCheck(caller, submissions, report).run();
		assertThat(report.faults()).isEmpty();
	}

}
