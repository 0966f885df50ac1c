package io.isonet.database;

import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in one sentence why the service cannot start with its database.
final class UnusableDatabase extends AbstractFailureAnalyzer<SQLException> {

	private static final int H2_ALREADY_OPEN = 90020;

	private static final int H2_RELATIVE_PATH = 90011;

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable root, SQLException failure) {
		String description = description(root, failure);
		return (description != null) ? new FailureAnalysis(description, null, root) : null;
	}

	private static @Nullable String description(Throwable root, SQLException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
				return "Another process has this database open: stop it, give this one a folder of its own with isonet.data, "
						+ "or let both use one PostgreSQL with spring.datasource.url.";
			}
			if (cause instanceof SQLException sql && sql.getErrorCode() == H2_RELATIVE_PATH) {
				return "isonet.data is an absolute path, or begins with ./ or ~/.";
			}
			if (cause instanceof AccessDeniedException denied) {
				return "The folder of the database (isonet.data) does not belong to this user, who cannot write "
						+ denied.getFile() + ".";
			}
		}
		return DatabaseFailure.of(root).map((kind) -> switch (kind) {
			case UNAVAILABLE ->
				"The database that spring.datasource.url names cannot be used: " + innermost(failure) + ".";
			case UNWRITABLE ->
				"The database cannot be written, its disk is full or may only be read: " + innermost(failure) + ".";
		}).orElse(null);
	}

	private static String innermost(Throwable failure) {
		Throwable innermost = failure;
		while (innermost.getCause() != null) {
			innermost = innermost.getCause();
		}
		if (innermost instanceof UnknownHostException) {
			return "there is no host '" + innermost.getMessage() + "'";
		}
		return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("").replaceAll("\\.$", "");
	}

}
