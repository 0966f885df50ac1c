package io.isonet.lexicon;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.isonet.database.Dialect;
import io.isonet.database.LookForChanges;
import io.isonet.database.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class LexiconsTests {

	private final TestDatabase database = TestDatabase.of(Dialect.H2);

	private final List<Object> heard = new ArrayList<>();

	@Test
	void anotherProcessFollowsAndOneThatStartsFindsWhatIsThere() {
		Lexicons one = lexicons(new ArrayList<>());
		Lexicons other = lexicons(this.heard);
		assertThat(other.current()).isEmpty();
		other.follow(new LookForChanges());
		assertThat(this.heard).isEmpty();
		one.replace("word,group\ngloomy,4\n".getBytes(StandardCharsets.UTF_8));
		other.follow(new LookForChanges());
		other.follow(new LookForChanges());
		assertThat(this.heard).containsExactly(new LexiconChanged());
		assertThat(other.current().orElseThrow().lexicon().words()).containsOnlyKeys("gloomy");
		assertThat(lexicons(new ArrayList<>()).current().orElseThrow().sha256())
			.isEqualTo(one.current().orElseThrow().sha256());
		one.delete();
		other.follow(new LookForChanges());
		assertThat(this.heard).hasSize(2);
		assertThat(other.current()).isEmpty();
	}

	@Test
	void whoFailsToFollowIsToldAgain() {
		Lexicons lexicons = new Lexicons(new LexiconTables(this.database.jdbc()), this.database.transactionManager(),
				this.database.limits(), (event) -> {
					this.heard.add(event);
					if (this.heard.size() == 1) {
						throw new DataAccessResourceFailureException("away");
					}
				}, this.database.noNotices(), new LexiconProperties(10, DataSize.ofKilobytes(1)), Clock.systemUTC());
		assertThat(lexicons.current()).isEmpty();
		lexicons.replace("word,group\ngloomy,4\n".getBytes(StandardCharsets.UTF_8));
		lexicons.follow(new LookForChanges());
		lexicons.follow(new LookForChanges());
		assertThat(this.heard).hasSize(2);
	}

	@Test
	void whatIsNotWhatWasLoadedIsNotUsed() {
		lexicons(this.heard).replace("word,group\ngloomy,4\n".getBytes(StandardCharsets.UTF_8));
		this.database.jdbc().sql("update lexicon set sha256 = 'other'").update();
		assertThat(lexicons(this.heard).current()).isEmpty();
	}

	private Lexicons lexicons(List<Object> heard) {
		return new Lexicons(new LexiconTables(this.database.jdbc()), this.database.transactionManager(),
				this.database.limits(), heard::add, this.database.noNotices(),
				new LexiconProperties(10, DataSize.ofKilobytes(1)), Clock.systemUTC());
	}

}
