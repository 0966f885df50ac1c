package io.isonet.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import io.isonet.mood.UnknownMoodException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlaylistDatasetTests {

	private final PlaylistDataset dataset = twoPlaylists();

	private final MoodTokenizer tokenizer = new MoodTokenizer(this.dataset.vocabulary(), 2, 2);

	@Test
	void batchIsPaddedToItsLongestPlaylist() {
		PlaylistBatch batch = this.dataset.batch(new int[] { 1, 0 }, this.tokenizer, FeatureScaler.identity(2));
		assertThat(batch.size()).isEqualTo(2);
		assertThat(batch.lengths()).containsExactly(1, 2);
		assertThat(batch.tokens()).isDeepEqualTo(new int[][] { { 0, 5, 5, 5 }, { 2, 5, 1, 5 } });
		assertThat(batch.features())
			.isDeepEqualTo(new double[][][] { { { 0.9, 60 }, { 0, 0 } }, { { 0.1, 100 }, { 0.5, 110 } } });
	}

	@Test
	void shorterBatchesStayShort() {
		PlaylistBatch batch = this.dataset.batch(new int[] { 1 }, this.tokenizer, FeatureScaler.identity(2));
		assertThat(batch.features()[0]).hasDimensions(1, 2);
	}

	@Test
	void scalerStandardisesTracksButNotThePadding() {
		FeatureScaler scaler = new FeatureScaler(new double[] { 0.5, 100 }, new double[] { 0.2, 10 });
		PlaylistBatch batch = this.dataset.batch(new int[] { 0, 1 }, this.tokenizer, scaler);
		assertThat(batch.features())
			.isDeepEqualTo(new double[][][] { { { -2, 0 }, { 0, 1 } }, { { 2, -4 }, { 0, 0 } } });
	}

	@Test
	void aTrackThatCountsForNothingHoldsItsPlace() {
		PlaylistExample example = this.dataset.examples().getFirst().ignoring(Set.of(0));
		assertThat(example.counted()).isDeepEqualTo(new double[][] { { 0.5, 110 } });
		PlaylistDataset ignoring = new PlaylistDataset(this.dataset.schema(), this.dataset.vocabulary(),
				List.of(example), this.dataset.report());
		PlaylistBatch batch = ignoring.batch(new int[] { 0 }, this.tokenizer, FeatureScaler.identity(2));
		assertThat(batch.lengths()).containsExactly(2);
		assertThat(batch.features()).isDeepEqualTo(new double[][][] { { {}, { 0.5, 110 } } });
	}

	@Test
	void tokenizerOfAnotherVocabularyMayLackWords() {
		MoodTokenizer other = new MoodTokenizer(MoodVocabulary.of(List.of("sad")), 2, 2);
		assertThatExceptionOfType(UnknownMoodException.class)
			.isThrownBy(() -> this.dataset.batch(new int[] { 0 }, other, FeatureScaler.identity(2)));
	}

	@Test
	void batchesFitTheirScalerAndHoldSomething() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.dataset.batch(new int[] { 0 }, this.tokenizer, FeatureScaler.identity(3)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.dataset.batch(new int[0], this.tokenizer, FeatureScaler.identity(2)));
	}

	@Test
	void examplesHaveTracks() {
		MoodSequence sad = MoodSequence.parse("sad");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PlaylistExample("a", sad, new double[0][], List.of()));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PlaylistExample("a", sad, new double[1][2], List.of("t1", "t2")));
	}

	private static PlaylistDataset twoPlaylists() {
		FeatureSchema schema = new FeatureSchema(
				List.of(new AudioFeature("energy", "", 0, 1), new AudioFeature("tempo", "BPM", 30, 250)));
		String file = """
				playlist,position,moods,energy,tempo
				p1,1,sad to happy,0.1,100
				p1,2,,0.5,110
				p2,1,calm,0.9,60
				""";
		try {
			return new PlaylistCsvReader().read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
					new PlaylistCsvReader.Options(schema, Optional.empty(), 5, 5, 500));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
