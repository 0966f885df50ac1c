package io.isonet.lexicon;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.isonet.database.Dialect;
import io.isonet.database.LookForChanges;
import io.isonet.database.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.spy;

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
		Lexicons lexicons = lexicons(new LexiconTables(this.database.jdbc()), (event) -> {
			this.heard.add(event);
			switch (this.heard.size()) {
				case 1 -> throw new DataAccessResourceFailureException("away");
				case 3 -> throw new IllegalStateException("broken");
				default -> {
				}
			}
		});
		assertThat(lexicons.current()).isEmpty();
		lexicons.replace("word,group\ngloomy,4\n".getBytes(StandardCharsets.UTF_8));
		lexicons.follow(new LookForChanges());
		lexicons.follow(new LookForChanges());
		assertThat(this.heard).hasSize(2);
		lexicons.delete();
		lexicons.follow(new LookForChanges());
		lexicons.follow(new LookForChanges());
		assertThat(this.heard).hasSize(4);
	}

	@Test
	void whoReadsTheLexiconWhileTheFirstLookBeginsIsToldOfTheChangeBehindIt() {
		LexiconTables tables = spy(new LexiconTables(this.database.jdbc()));
		Lexicons lexicons = lexicons(tables, this.heard::add);
		willAnswer((call) -> {
			assertThat(lexicons.current()).isEmpty();
			lexicons(new ArrayList<>()).replace("word,group\ngloomy,4\n".getBytes(StandardCharsets.UTF_8));
			return call.callRealMethod();
		}).given(tables).change();
		lexicons.follow(new LookForChanges());
		assertThat(this.heard).containsExactly(new LexiconChanged());
	}

	@Test
	void whatIsNotWhatWasLoadedIsNotUsed() {
		lexicons(this.heard).replace("word,group\ngloomy,4\n".getBytes(StandardCharsets.UTF_8));
		this.database.jdbc().sql("update lexicon set sha256 = 'other'").update();
		assertThat(lexicons(this.heard).current()).isEmpty();
	}

	private Lexicons lexicons(List<Object> heard) {
		return lexicons(new LexiconTables(this.database.jdbc()), heard::add);
	}

	private Lexicons lexicons(LexiconTables tables, ApplicationEventPublisher events) {
		return new Lexicons(tables, this.database.transactionManager(), this.database.limits(), events,
				this.database.noNotices(), new LexiconProperties(10, DataSize.ofKilobytes(1)), Clock.systemUTC());
	}

}
