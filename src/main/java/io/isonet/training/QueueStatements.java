package io.isonet.training;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.Queries;

/// Takes a task from the queue in words that H2 and PostgreSQL both understand: H2 wants
/// the limit before the lock. Stateless.
final class QueueStatements extends PostgreSqlJdbcCustomization {

	QueueStatements() {
		super(true, false);
	}

	@Override
	public String createGenericSelectForUpdateQuery(String table, int limit, String condition,
			boolean orderByPriority) {
		return Queries.selectForUpdate(table, Queries.ansiSqlOrderPart(orderByPriority), getQueryLimitPart(limit),
				condition, null, null, " for update skip locked");
	}

}
