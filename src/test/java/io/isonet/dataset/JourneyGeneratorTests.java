package io.isonet.dataset;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.isonet.mood.MoodState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JourneyGeneratorTests {

	private static final MoodGroups GROUPS = MoodGroups.load();

	@Test
	void sameSeedGivesTheSameJourneys() {
		assertThat(journeys(7, 50)).isEqualTo(journeys(7, 50)).isNotEqualTo(journeys(8, 50));
	}

	@Test
	void statesWordsAndLengthsAreDrawnFromTheRecipe() {
		List<JourneyGenerator.Journey> journeys = journeys(1, 7000);
		Map<Integer, Long> states = count(journeys.stream().map((journey) -> journey.moods().states().size()));
		assertThat(states.keySet()).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
		assertThat(states.get(2)).isBetween(1800L, 2200L);
		assertThat(states.get(5)).isBetween(850L, 1150L);
		assertThat(count(journeys.stream().map(JourneyGenerator.Journey::length)).keySet()).containsExactlyInAnyOrder(5,
				8, 10, 12, 15, 20);
		assertThat(count(states(journeys).map((state) -> state.words().size())).keySet()).containsExactlyInAnyOrder(1,
				2, 3, 5);
	}

	@Test
	void statesRepeatNoWordAndEveryWordIsUsed() {
		List<JourneyGenerator.Journey> journeys = journeys(2, 500);
		assertThat(states(journeys)).allSatisfy((state) -> assertThat(state.words()).doesNotHaveDuplicates());
		assertThat(states(journeys).flatMap((state) -> state.words().stream()).distinct())
			.containsExactlyInAnyOrderElementsOf(GROUPS.words());
	}

	private static List<JourneyGenerator.Journey> journeys(long seed, int count) {
		return Stream.generate(new JourneyGenerator(GROUPS.words(), 5, 5, seed)::next).limit(count).toList();
	}

	private static Stream<MoodState> states(List<JourneyGenerator.Journey> journeys) {
		return journeys.stream().flatMap((journey) -> journey.moods().states().stream());
	}

	private static Map<Integer, Long> count(Stream<Integer> values) {
		return values.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

}
