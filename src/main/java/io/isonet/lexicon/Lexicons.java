package io.isonet.lexicon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.isonet.database.ChangeNotices;
import io.isonet.database.LookForChanges;
import io.isonet.database.TransactionLimits;
import io.isonet.dataset.InvalidLexiconException;
import io.isonet.dataset.MoodGroups;
import io.isonet.registry.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// The one lexicon of an installation, in the database; this process has a copy of it, and
/// follows what others change. Thread-safe.
public class Lexicons {

	private static final Logger log = LoggerFactory.getLogger(Lexicons.class);

	private static final int NOTHING = -1;

	private final LexiconTables tables;

	private final TransactionOperations transactions;

	private final TransactionLimits limits;

	private final ApplicationEventPublisher events;

	private final ChangeNotices notices;

	private final LexiconProperties properties;

	private final Clock clock;

	private final ReentrantLock reading = new ReentrantLock();

	private final ReentrantLock announcing = new ReentrantLock();

	private volatile @Nullable Copy copy;

	/// The change of the first copy, set before anyone sees that.
	private volatile int first = NOTHING;

	/// The change that every listener has followed; guarded by `announcing`.
	private int announced = NOTHING;

	Lexicons(LexiconTables tables, PlatformTransactionManager transactionManager, TransactionLimits limits,
			ApplicationEventPublisher events, ChangeNotices notices, LexiconProperties properties, Clock clock) {
		this.tables = tables;
		this.transactions = new TransactionTemplate(transactionManager);
		this.limits = limits;
		this.events = events;
		this.notices = notices;
		this.properties = properties;
		this.clock = clock;
	}

	/// The lexicon that is in use, from memory but for the first time; empty where none
	/// was loaded.
	/// @throws DataAccessException if the database cannot be read the first time
	public Optional<LoadedLexicon> current() {
		Copy known = this.copy;
		return Optional.ofNullable(((known != null) ? known : read(NOTHING)).lexicon());
	}

	/// The file behind it, as it was loaded.
	public Optional<byte[]> file() {
		return Optional.ofNullable(this.tables.row().stored()).map(LexiconTables.Stored::content);
	}

	/// Puts another in its place, as a whole, and announces it.
	/// @param csv read and checked before
	public void replace(byte[] csv) {
		change(() -> this.tables.replace(Sha256.of(csv), this.clock.instant().truncatedTo(ChronoUnit.MICROS), csv));
	}

	/// Goes back to none, and announces it; nothing happens where there is none.
	public void delete() {
		change(this.tables::delete);
	}

	/// Follows what another process changed.
	/// @throws DataAccessException if it cannot be read, or who listens cannot follow;
	/// what was in use stays
	@EventListener
	void follow(LookForChanges look) {
		follow();
	}

	private void change(Runnable statement) {
		this.transactions.executeWithoutResult((status) -> {
			this.limits.allowLargeStatements();
			statement.run();
			this.notices.announce();
		});
		try {
			follow();
		}
		catch (RuntimeException ex) {
			// it is stored, and the next look tells those that could not follow
			log.warn("The lexicon was changed, but could not be followed; trying again", ex);
		}
	}

	private void follow() {
		this.announcing.lock();
		try {
			int change = read(this.tables.change()).change();
			if (this.announced == NOTHING) {
				// whoever starts asks for the lexicon itself, and has what was read first
				this.announced = this.first;
			}
			if (this.announced != change) {
				this.events.publishEvent(new LexiconChanged());
				this.announced = change;
			}
		}
		finally {
			this.announcing.unlock();
		}
	}

	/// The copy, read again unless it is that of a change; any copy will do for
	/// [#NOTHING].
	private Copy read(int change) {
		this.reading.lock();
		try {
			Copy known = this.copy;
			if (known == null || (change != NOTHING && known.change() != change)) {
				known = parse(this.transactions.execute((status) -> {
					this.limits.allowLargeStatements();
					return this.tables.row();
				}));
				if (this.first == NOTHING) {
					this.first = known.change();
				}
				this.copy = known;
			}
			return known;
		}
		finally {
			this.reading.unlock();
		}
	}

	private Copy parse(LexiconTables.Row row) {
		LexiconTables.Stored stored = row.stored();
		if (stored == null) {
			return new Copy(row.change(), null);
		}
		if (!Sha256.of(stored.content()).equals(stored.sha256())) {
			log.error("The lexicon in the database is not what was loaded; words of it are unknown until it is loaded "
					+ "again");
			return new Copy(row.change(), null);
		}
		try {
			return new Copy(row.change(),
					new LoadedLexicon(
							this.properties.reader(MoodGroups.load())
								.read(new ByteArrayInputStream(stored.content()), Optional.empty()),
							stored.sha256(), stored.loadedAt()));
		}
		catch (InvalidLexiconException ex) {
			log.error(
					"The lexicon in the database cannot be used; words of it are unknown until it is loaded again: {}",
					ex.detail());
			return new Copy(row.change(), null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/// @param change of the row that it was read from
	/// @param lexicon null where there is none
	private record Copy(int change, @Nullable LoadedLexicon lexicon) {
	}

}
