package io.isonet.dataset;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.isonet.audio.FeatureSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class MoodGroupsTests {

	private static final int ENERGY = FeatureSchema.ELEVEN.indexOf("energy");

	private static final int KEY = FeatureSchema.ELEVEN.indexOf("key");

	private final MoodGroups groups = MoodGroups.load();

	@Test
	void tenGroupsHaveThirtyWords() {
		assertThat(this.groups.groups()).hasSize(10).extracting(MoodGroup::number).startsWith(1, 2, 3);
		assertThat(this.groups.words()).hasSize(30)
			.doesNotHaveDuplicates()
			.startsWith("agitated", "angry", "irritated");
	}

	@Test
	void figuresOfAGroupAreThoseOfTheTable() {
		MoodGroup anxious = this.groups.group("Tense ").orElseThrow();
		assertThat(anxious.words()).containsExactly("anxious", "nervous", "tense");
		assertThat(anxious.mean()[ENERGY]).isEqualTo(0.2789);
		assertThat(anxious.deviation()[ENERGY]).isEqualTo(0.1386);
		assertThat(anxious.tracks()[ENERGY]).isEqualTo(43);
		assertThat(this.groups.group("blue")).isEmpty();
	}

	@Test
	void pooledFiguresOfTwoGroupsAreThoseOfTheFormula() {
		// n 1 and 3, means 2 and 6, deviations 1 and 2: mean 20 / 4, variance (1 (1 + 9)
		// + 3 (4 + 1)) / 4
		MoodGroups two = new MoodGroups(List.of(group(1, "sad", 2, 1, 1), group(2, "happy", 6, 2, 3)));
		assertThat(two.scaler().mean()[ENERGY]).isEqualTo(5);
		assertThat(two.scaler().deviation()[ENERGY]).isEqualTo(2.5);
		assertThat(two.standardVector("sad")[ENERGY]).isCloseTo(-1.2, within(1e-12));
		assertThat(two.standardVector("happy")[ENERGY]).isCloseTo(0.4, within(1e-12));
	}

	@Test
	void pooledEnergyAgreesWithAnIndependentComputation() {
		assertThat(this.groups.scaler().mean()[ENERGY]).isCloseTo(0.5260275, within(1e-6));
		assertThat(this.groups.scaler().deviation()[ENERGY]).isCloseTo(0.2391018, within(1e-6));
	}

	@Test
	void keyCountsAsUniform() {
		assertThat(this.groups.scaler().mean()[KEY]).isEqualTo(5.5);
		assertThat(this.groups.scaler().deviation()[KEY]).isEqualTo(3.452);
		assertThat(this.groups.words())
			.allSatisfy((word) -> assertThat(this.groups.standardVector(word)[KEY]).isZero());
	}

	@Test
	void wordsWithoutAGroupSoundLikeNothing() {
		assertThat(this.groups.standardVector("blue")).hasSize(11).containsOnly(0);
	}

	@Test
	void scalerHoldsThePooledFigures() {
		assertThat(this.groups.scaler().natural(ENERGY, this.groups.standardVector("tense")[ENERGY])).isCloseTo(0.2789,
				within(1e-12));
	}

	@Test
	void wordsBelongToOneGroup() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MoodGroups(List.of(group(1, "sad", 2, 1, 1), group(2, "sad", 6, 2, 3))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "group,moods,feature,mean,sd\n1,sad,energy,0.1,0.1\n",
			"group,moods,feature,mean,sd,tracks\n1,sad,loadness,0.1,0.1,3\n",
			"group,moods,feature,mean,sd,tracks\n1,sad,energy,0.1,0.1,3\n1,sad,energy,0.1,0.1,3\n",
			"group,moods,feature,mean,sd,tracks\n1,sad,energy,NaN,0.1,3\n",
			"group,moods,feature,mean,sd,tracks\n1,sad,energy,0.1,0.1,0\n",
			"group,moods,feature,mean,sd,tracks\n1,sad,energy,0.1,0.1,3\n",
			"group,moods,feature,mean,sd,tracks\n1,sad,energy,0.1,0.1,3\n1,calm,tempo,0.1,0.1,3\n" })
	void tablesOfAnotherShapeAreRefused(String table) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MoodGroupTable.read(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8))));
	}

	private static MoodGroup group(int number, String word, double mean, double deviation, int tracks) {
		double[] means = new double[11];
		double[] deviations = new double[11];
		int[] counts = new int[11];
		Arrays.fill(means, mean);
		Arrays.fill(deviations, deviation);
		Arrays.fill(counts, tracks);
		return new MoodGroup(number, List.of(word), means, deviations, counts);
	}

}
