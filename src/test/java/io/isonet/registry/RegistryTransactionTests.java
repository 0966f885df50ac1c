package io.isonet.registry;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import io.isonet.database.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

import static io.isonet.registry.Drafts.draft;
import static io.isonet.registry.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class RegistryTransactionTests {

	private final RegistryDatabase database;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Listener.class);

	private final List<ModelVersionActivated> heard = this.context.getBean(Listener.class).heard;

	private final ModelRegistry registry;

	private final ModelAliases aliases;

	RegistryTransactionTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
		this.registry = this.database.registry();
		this.aliases = this.database.aliases(this.context);
	}

	@AfterEach
	void closeContext() {
		this.context.close();
	}

	@Test
	void activationIsHeardAfterTheCommit() {
		ModelVersion version = this.database.transactions().execute((status) -> {
			this.registry.publish(draft("calm", "a"));
			ModelVersion activated = this.aliases.activate("calm", "champion", 1, "test");
			assertThat(this.heard).isEmpty();
			return activated;
		});
		assertThat(this.heard).containsExactly(new ModelVersionActivated(version, "champion"));
	}

	@Test
	void activationOnItsOwnIsHeardToo() {
		this.registry.publish(draft("calm", "a"));
		this.aliases.activate("calm", "champion", 1, "test");
		assertThat(this.heard).hasSize(1);
	}

	@Test
	void callersRollbackLeavesNothing() {
		this.database.transactions().executeWithoutResult((status) -> {
			this.registry.publish(draft("calm", "a"));
			this.aliases.activate("calm", "champion", 1, "test");
			status.setRollbackOnly();
		});
		assertThat(this.heard).isEmpty();
		assertThat(this.registry.models()).isEmpty();
		for (String table : List.of("model", "model_version", "model_artifact", "model_alias", "model_alias_change")) {
			assertThat(this.database.jdbc().sql("select count(*) from " + table).query(Integer.class).single())
				.as(table)
				.isZero();
		}
		assertThat(this.registry.publish(draft("calm", "a")).number()).isEqualTo(1);
	}

	@Test
	void refusedNumberLeavesNothing() {
		this.registry.publish(draft("calm", "a", 1));
		assertThatProblem(() -> this.registry.publish(draft("calm", "b", 1))).is(409, "version-exists");
		assertThat(this.database.jdbc().sql("select count(*) from model_artifact").query(Integer.class).single())
			.isEqualTo(1);
	}

	@EnableTransactionManagement
	static class Listener {

		private final List<ModelVersionActivated> heard = new ArrayList<>();

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
		void on(ModelVersionActivated event) {
			this.heard.add(event);
		}

	}

}
