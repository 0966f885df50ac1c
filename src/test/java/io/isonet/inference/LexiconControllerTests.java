package io.isonet.inference;

import java.util.concurrent.CountDownLatch;

import io.isonet.lexicon.LexiconProperties;
import io.isonet.lexicon.Lexicons;
import io.isonet.registry.ModelRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

class LexiconControllerTests {

	private final ServedModels models = mock(ServedModels.class);

	private final LexiconController controller = new LexiconController(mock(Lexicons.class), this.models,
			mock(ModelRegistry.class), new LexiconProperties(10, DataSize.ofKilobytes(1)));

	@Test
	void fileIsReadOnceTheOneBeforeIsDone() throws Exception {
		CountDownLatch read = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		given(this.models.championOrThrow()).willAnswer((call) -> {
			read.countDown();
			done.await();
			throw ModelUnavailableException.noChampion("isonet");
		});
		Thread one = put(new MockHttpServletRequest());
		read.await();
		MockHttpServletRequest next = spy(new MockHttpServletRequest());
		Thread other = put(next);
		Awaitility.await().until(() -> other.getState() == Thread.State.WAITING);
		verify(next, never()).getInputStream();
		done.countDown();
		one.join();
		other.join();
		verify(next).getInputStream();
	}

	private Thread put(MockHttpServletRequest request) {
		return Thread.ofPlatform().daemon().start(() -> catchThrowable(() -> this.controller.replace(request)));
	}

}
