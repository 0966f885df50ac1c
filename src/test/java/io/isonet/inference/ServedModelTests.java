package io.isonet.inference;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ServedModelTests {

	private final AtomicBoolean closed = new AtomicBoolean();

	private final ServedModel model = FakeModels.model(1, FakeModels::echo, this.closed, new AtomicInteger());

	@Test
	void theLastLeaseClosesIt() {
		assertThat(this.model.acquire()).isTrue();
		this.model.release();
		assertThat(this.closed).isFalse();
		this.model.release();
		assertThat(this.closed).isTrue();
		assertThat(this.model.isClosed()).isTrue();
	}

	@Test
	void aClosedModelGivesNoLease() {
		this.model.release();
		assertThat(this.model.acquire()).isFalse();
	}

	@Test
	void aLeaseCannotBeGivenBackTwice() {
		this.model.release();
		assertThatIllegalStateException().isThrownBy(this.model::release);
	}

	@Test
	void eachWorkerHasAForecasterOfItsOwn() {
		AtomicInteger made = new AtomicInteger();
		ServedModel model = FakeModels.model(1, FakeModels::echo, this.closed, made);
		model.forecast(0, FakeModels.journey(1, 1));
		model.forecast(2, FakeModels.journey(1, 1));
		model.forecast(0, FakeModels.journey(1, 1));
		assertThat(made).hasValue(2);
	}

}
