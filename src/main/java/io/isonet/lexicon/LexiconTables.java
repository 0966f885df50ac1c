package io.isonet.lexicon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/// The row of the lexicon. Thread-safe; transactions are the caller's.
final class LexiconTables {

	private final JdbcClient jdbc;

	LexiconTables(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/// Number of changes so far.
	int change() {
		return this.jdbc.sql("select change from lexicon").query(Integer.class).single();
	}

	Row row() {
		return this.jdbc.sql("select change, sha256, loaded_at, content from lexicon")
			.query(LexiconTables::read)
			.single();
	}

	void replace(String sha256, Instant now, byte[] content) {
		this.jdbc.sql("update lexicon set change = change + 1, sha256 = :sha256, loaded_at = :now, content = :content")
			.param("sha256", sha256)
			.param("now", now.atOffset(ZoneOffset.UTC))
			.param("content", content)
			.update();
	}

	void delete() {
		this.jdbc.sql("""
				update lexicon set change = change + 1, sha256 = null, loaded_at = null, content = null
				where sha256 is not null""").update();
	}

	private static Row read(ResultSet row, int rowNumber) throws SQLException {
		String sha256 = row.getString("sha256");
		Stored stored = (sha256 != null) ? new Stored(sha256,
				row.getObject("loaded_at", OffsetDateTime.class).toInstant(), row.getBytes("content")) : null;
		return new Row(row.getInt("change"), stored);
	}

	/// @param stored null where there is none
	record Row(int change, @Nullable Stored stored) {
	}

	record Stored(String sha256, Instant loadedAt, byte[] content) {
	}

}
