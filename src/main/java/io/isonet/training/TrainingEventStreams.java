package io.isonet.training;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

import io.isonet.database.DatabaseFailure;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Sends the events of jobs to those who follow them, each on a virtual thread of its own
/// that reads the database when something has changed. It ends before the web server
/// drains, so that an open stream never holds up a stop. Thread-safe.
class TrainingEventStreams implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(TrainingEventStreams.class);

	/// How often the database is asked when nothing was heard: another process may run
	/// the job.
	private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

	/// Keeps proxies from closing a quiet stream, and finds followers who are gone.
	private static final int QUIET_LOOKS = 15;

	private static final int AT_A_TIME = 500;

	private final TrainingTables tables;

	private final TrainingSignal signal;

	private final Semaphore places;

	private final int most;

	private volatile boolean running;

	TrainingEventStreams(TrainingTables tables, TrainingSignal signal, int most) {
		this.tables = tables;
		this.signal = signal;
		this.most = most;
		this.places = new Semaphore(most);
	}

	/// Answers a follower: the events of a job from after one to its end, or 204 where it
	/// has them all.
	/// @param lastEventId the header `Last-Event-ID`, null for none
	/// @throws ProblemException if that is no event of this job, or too many follow
	/// already
	ResponseEntity<SseEmitter> answer(TrainingJob job, @Nullable String lastEventId) {
		int after = lastEvent(lastEventId, this.tables.lastEvent(job.id()));
		if (job.state().isFinal() && this.tables.events(job.id(), after, 1).isEmpty()) {
			return ResponseEntity.noContent().build();
		}
		return ResponseEntity.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.header("Cache-Control", "no-store")
			.body(follow(job.id(), after));
	}

	private static int lastEvent(@Nullable String header, int newest) {
		if (header == null || header.isBlank()) {
			return 0;
		}
		String id = header.strip();
		if (!id.matches("\\d{1,9}") || Integer.parseInt(id) > newest) {
			throw new ProblemException(ProblemType.INVALID_PARAMETER,
					"Last-Event-ID is the id of an event of this stream, a whole number up to " + newest + " so far.");
		}
		return Integer.parseInt(id);
	}

	private SseEmitter follow(String id, int after) {
		if (!this.places.tryAcquire()) {
			throw TrainingRefusedException.followers(this.most);
		}
		SseEmitter emitter = new SseEmitter(0L);
		Thread.ofVirtual().name("events-" + id).start(() -> {
			try {
				send(emitter, id, after);
			}
			finally {
				this.places.release();
			}
		});
		return emitter;
	}

	private void send(SseEmitter emitter, String id, int after) {
		int last = after;
		int quiet = 0;
		try {
			boolean open = true;
			while (open) {
				// read once more after the stop: a training may have written its last
				// epoch
				// just then
				open = this.running;
				long seen = this.signal.changes();
				List<TrainingEvent> events = read(id, last);
				for (TrainingEvent event : events) {
					emitter.send(SseEmitter.event()
						.id(String.valueOf(event.number()))
						.name(event.name())
						.data(event.data(), MediaType.TEXT_PLAIN));
					last = event.number();
					if (event.isLast()) {
						emitter.complete();
						return;
					}
				}
				if (events.isEmpty() && open) {
					quiet++;
					if (quiet % QUIET_LOOKS == 0) {
						emitter.send(SseEmitter.event().comment("still here"));
					}
					this.signal.await(seen, LOOK_AGAIN);
				}
			}
			emitter.complete();
		}
		catch (IOException | IllegalStateException ex) {
			log.debug("A follower of {} is gone", id);
			emitter.complete();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			emitter.complete();
		}
		catch (RuntimeException ex) {
			log.warn("The events of {} cannot be read", id, ex);
			emitter.complete();
		}
	}

	/// Nothing new while the database is away: the stream stays open, and goes on after
	/// it.
	private List<TrainingEvent> read(String id, int after) {
		try {
			return this.tables.events(id, after, AT_A_TIME);
		}
		catch (RuntimeException ex) {
			if (DatabaseFailure.of(ex).isEmpty()) {
				throw ex;
			}
			log.debug("The events of {} cannot be read at present", id, ex);
			return List.of();
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.signal.change();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 1;
	}

}
