package io.isonet.registry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.isonet.database.ChangeNotices;
import io.isonet.database.Dialect;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.isonet.registry.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

/// A process hears of what another has changed.
@ParameterizedClass
@EnumSource(Dialect.class)
class RegistryWatchTests {

	private static final Duration SOON = Duration.ofMillis(20);

	private static final Duration LATE = Duration.ofMinutes(10);

	private final RegistryDatabase database;

	private final ModelRegistry registry;

	/// As another process sets them.
	private final ModelAliases aliases;

	private final ChangeNotices others;

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private RegistryWatch watch;

	private ChangeNotices notices;

	RegistryWatchTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
		this.registry = this.database.registry();
		this.others = this.database.database().notices();
		this.aliases = this.database.aliases((event) -> {
		}, this.others);
		this.registry.publish(draft("calm", "a"));
		this.registry.publish(draft("calm", "b"));
	}

	@AfterEach
	void stop() {
		if (this.watch != null) {
			this.watch.stop();
			this.notices.close();
		}
		this.others.close();
	}

	@Test
	void changesAreFoundByLooking() {
		this.aliases.activate("calm", "other", 1, "test");
		this.aliases.activate("calm", "champion", 1, "test");
		watch(this.database.database().noNotices(), SOON);
		awaitTheFirstLook();
		this.aliases.activate("calm", "champion", 2, "test");
		awaitHeard("champion 2");
		this.aliases.rollback("calm", "champion", "test", AliasMatch.ANYTHING);
		awaitHeard("champion 1");
		assertThat(this.heard).as("what was there before is no change").doesNotContain("other 1");
	}

	@Test
	void firstAliasOfAllIsFoundToo() {
		watch(this.database.database().noNotices(), SOON);
		// until it has looked at nothing
		Awaitility.await().pollDelay(SOON.multipliedBy(5)).until(() -> this.watch.isRunning());
		this.aliases.activate("calm", "champion", 2, "test");
		awaitHeard("champion 2");
	}

	@Test
	void noticesOfPostgresComeLongBeforeTheNextLook() {
		Assumptions.assumeTrue(this.database.database().dialect() == Dialect.POSTGRESQL, "H2 has no notices");
		this.aliases.activate("calm", "champion", 1, "test");
		watch(this.database.database().notices(), LATE);
		awaitTheFirstLook();
		this.aliases.activate("calm", "champion", 2, "test");
		awaitHeard("champion 2");
	}

	@Test
	void watchThatIsStoppedHearsNothingMore() throws InterruptedException {
		this.aliases.activate("calm", "champion", 1, "test");
		watch(this.database.database().noNotices(), SOON);
		awaitTheFirstLook();
		this.watch.stop();
		assertThat(this.watch.isRunning()).isFalse();
		this.aliases.activate("calm", "champion", 2, "test");
		Thread.sleep(SOON.multipliedBy(5));
		assertThat(this.heard).doesNotContain("champion 2");
	}

	/// It announces nothing of what it sees first: changes until it does.
	private void awaitTheFirstLook() {
		AtomicInteger change = new AtomicInteger();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			this.aliases.activate("calm", "stage", 1 + change.getAndIncrement() % 2, "test");
			return !this.heard.isEmpty();
		});
	}

	private void watch(ChangeNotices notices, Duration lookEvery) {
		this.notices = notices;
		this.watch = new RegistryWatch(this.registry, new AliasTables(this.database.jdbc()), notices, (event) -> {
			if (event instanceof ModelVersionActivated activated) {
				this.heard.add(activated.alias() + " " + activated.version().number());
			}
		}, lookEvery);
		this.watch.start();
	}

	private void awaitHeard(String change) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.heard.contains(change));
	}

}
