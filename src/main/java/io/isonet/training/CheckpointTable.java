package io.isonet.training;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.isonet.registry.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The checkpoints of jobs that have not ended, the newest of each. Transactions are the
/// caller's. Thread-safe.
final class CheckpointTable {

	private final JdbcClient jdbc;

	CheckpointTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/// Replaces the checkpoint of a job.
	/// @param epoch finished epochs
	void put(String job, int epoch, byte[] content, Instant now) {
		String sha256 = Sha256.of(content);
		int updated = this.jdbc
			.sql("update training_checkpoint set epoch = ?, sha256 = ?, content = ?, written_at = ? where job = ?")
			.params(epoch, sha256, content, now.atOffset(ZoneOffset.UTC), job)
			.update();
		if (updated == 0) {
			this.jdbc
				.sql("insert into training_checkpoint (job, epoch, sha256, content, written_at) values (?, ?, ?, ?, ?)")
				.params(job, epoch, sha256, content, now.atOffset(ZoneOffset.UTC))
				.update();
		}
	}

	/// The checkpoint of a job, where there is one and it is what was written.
	Optional<Stored> find(String job) {
		return this.jdbc.sql("select epoch, sha256, content from training_checkpoint where job = ?")
			.param(job)
			.query((row, number) -> new Stored(row.getInt("epoch"), row.getString("sha256"), row.getBytes("content")))
			.optional()
			.filter((stored) -> Sha256.of(stored.content()).equals(stored.sha256()));
	}

	void delete(String job) {
		this.jdbc.sql("delete from training_checkpoint where job = ?").param(job).update();
	}

	/// @param epoch finished epochs
	/// @param content what `Checkpoint` reads
	record Stored(int epoch, String sha256, byte[] content) {
	}

}
