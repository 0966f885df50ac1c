package io.isonet.database;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Transactions of work that nobody waits for over HTTP: while the database does not
/// answer or cannot write, they are tried again until it does. A transaction may have been
/// committed although its answer was lost, so it must do nothing the second time.
/// Thread-safe.
public final class PatientTransactions {

	private static final Logger log = LoggerFactory.getLogger(PatientTransactions.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final TransactionOperations transactions;

	private final TransactionLimits limits;

	public PatientTransactions(TransactionOperations transactions, TransactionLimits limits) {
		this.transactions = transactions;
		this.limits = limits;
	}

	/// Does the work in one transaction, however long it takes to get one.
	/// @param work may be called more than once
	/// @param givingUp asked after each failure; where it is true, the failure is thrown
	/// @return what the work gives
	public <T> T supply(Supplier<T> work, BooleanSupplier givingUp) {
		boolean failed = false;
		while (true) {
			try {
				T result = this.transactions.execute((status) -> {
					this.limits.allowLargeStatements();
					return work.get();
				});
				if (failed) {
					log.info("The database answers again");
				}
				return result;
			}
			catch (RuntimeException ex) {
				Optional<DatabaseFailure> failure = DatabaseFailure.of(ex);
				if (failure.isEmpty() || givingUp.getAsBoolean() || !pause()) {
					throw ex;
				}
				if (!failed) {
					log.warn("The database is {}, waiting for it: {}", failure.get(), ex.getMessage());
				}
				failed = true;
			}
		}
	}

	/// @return false where the thread is to end
	private static boolean pause() {
		try {
			Thread.sleep(PAUSE);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
