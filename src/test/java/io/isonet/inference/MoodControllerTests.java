package io.isonet.inference;

import java.util.List;
import java.util.stream.IntStream;

import io.isonet.mood.MoodVocabulary;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class MoodControllerTests {

	private final TrajectoryPredictor predictor = mock(TrajectoryPredictor.class);

	/// 50 words may be listed, for 1,000,000 numbers.
	@Test
	void nearestWordsAreLeftOutWhereTheWordsAskedForAreTooMany() {
		MoodVocabulary vocabulary = MoodVocabulary
			.of(IntStream.range(0, 1000).mapToObj("word %03d"::formatted).toList());
		WordNeighbours neighbours = new WordNeighbours(new float[vocabulary.size()][1000], 1000);
		given(this.predictor.moods(null, null)).willReturn(new TrajectoryPredictor.KnownMoods(FakeModels.version(1),
				new ServedWords(vocabulary, 1000, neighbours, null, null, null), 5, 5));
		assertThat(nearest(0, 51)).hasSize(51).containsOnlyNulls();
		assertThat(nearest(0, 50)).hasSize(50).containsOnly(List.of());
		assertThat(nearest(950, 1000)).as("the last").hasSize(50).containsOnly(List.of());
		assertThat(nearest(Integer.MAX_VALUE, 1000)).isEmpty();
	}

	private List<Object> nearest(int offset, int limit) {
		return new MoodController(this.predictor).moods(null, null, offset, limit)
			.words()
			.stream()
			.<Object>map(MoodController.WordAnswer::nearest)
			.toList();
	}

}
