package io.isonet.inference;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import ai.djl.Device;
import io.isonet.database.TransactionLimits;
import io.isonet.network.Engine;
import io.isonet.registry.ModelFile;
import io.isonet.registry.ModelManifest;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelLoaderTests {

	@Test
	void databaseThatIsAwayDoesNotMakeAVersionUnusable() {
		NoDatabase away = new NoDatabase();
		ModelRegistry registry = new ModelRegistry(JdbcClient.create(away), new JdbcTransactionManager(away),
				new TransactionLimits(away), 0, Clock.systemUTC());
		ModelLoader loader = new ModelLoader(registry, Engine.FUSED, List.of(Device.cpu()), Optional::empty);
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> loader.load(version()));
	}

	private static ModelVersion version() {
		TreeMap<String, ModelFile> files = new TreeMap<>();
		NetworkFiles.NAMES.forEach((file) -> files.put(file, new ModelFile("0".repeat(64), 1)));
		return new ModelVersion(new ModelManifest(1, "isonet", 1, Instant.EPOCH, "test", 1, files, null), "content");
	}

	private static final class NoDatabase extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			throw new SQLTransientConnectionException("away");
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

}
