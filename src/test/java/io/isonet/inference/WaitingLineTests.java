package io.isonet.inference;

import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.isonet.inference.Priority.HIGH;
import static io.isonet.inference.Priority.LOW;
import static io.isonet.inference.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

class WaitingLineTests {

	/// The clock of a machine starts anywhere, and may run over.
	@ParameterizedTest
	@ValueSource(longs = { 0, -5_000_000_000L, Long.MAX_VALUE - 500_000_000 })
	void aLevelIsWorthASecondAndWithinALevelTheFirstGoesFirst(long start) {
		List<Came> order = List.of(new Came(HIGH, 0), new Came(HIGH, 999), new Came(NORMAL, 0), new Came(HIGH, 1000),
				new Came(NORMAL, 1), new Came(HIGH, 1001), new Came(LOW, 0), new Came(NORMAL, 1000),
				new Came(HIGH, 2000), new Came(LOW, 1000));
		WaitingLine<Came> line = new WaitingLine<>();
		order.stream().sorted((one, other) -> Integer.compare(one.millis(), other.millis())).forEach((came) -> {
			line.add(came.from(start));
		});
		assertThat(StreamSupport.stream(line.spliterator(), false).map((came) -> came.from(-start)).map(Came::toString))
			.containsExactlyElementsOf(order.stream().map(Came::toString).toList());
	}

	private record Came(Priority priority, int millis, long start) implements WaitingLine.Member {

		Came(Priority priority, int millis) {
			this(priority, millis, 0);
		}

		Came from(long start) {
			return new Came(this.priority, this.millis, this.start + start);
		}

		@Override
		public long sinceNanos() {
			return this.start + this.millis * 1_000_000L;
		}

	}

}
