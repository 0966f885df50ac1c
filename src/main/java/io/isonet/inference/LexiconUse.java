package io.isonet.inference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.isonet.dataset.MoodGroup;
import io.isonet.dataset.MoodGroups;
import io.isonet.lexicon.FittedLexicon;
import io.isonet.lexicon.LoadedLexicon;
import io.isonet.lexicon.UnusableLexiconException;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.TrackSpread;
import io.isonet.network.WordDeviations;
import org.jspecify.annotations.Nullable;

/// What the lexicon adds to one version. Immutable.
///
/// @param fitted null where it adds nothing
/// @param unfit why it adds nothing although there is one; else null
record LexiconUse(@Nullable FittedLexicon fitted, @Nullable String unfit) {

	/// Fits the lexicon to a version. One that cannot be fitted adds nothing: the version
	/// serves its own words all the same.
	static LexiconUse of(Optional<LoadedLexicon> lexicon, NetworkFiles own) {
		if (lexicon.isEmpty()) {
			return new LexiconUse(null, null);
		}
		try {
			return new LexiconUse(
					FittedLexicon.fit(lexicon.get().lexicon(), MoodGroups.load(), own.vocabulary(), own.vectors()),
					null);
		}
		catch (UnusableLexiconException ex) {
			return new LexiconUse(null, ex.detail());
		}
	}

	/// The version's network with the words of the lexicon.
	NetworkFiles extend(NetworkFiles own) {
		return (this.fitted == null || this.fitted.words().isEmpty()) ? own
				: own.with(this.fitted.words(), this.fitted.vectors());
	}

	/// The version's spread with the words of the lexicon: one with a group has the
	/// deviations of its group, as those have that the version knows; any other those of
	/// all tracks.
	@Nullable TrackSpread extend(@Nullable TrackSpread spread, MoodVocabulary own) {
		if (spread == null || this.fitted == null) {
			return spread;
		}
		Map<Integer, double[]> ofGroups = new HashMap<>();
		MoodGroups groups = MoodGroups.load();
		for (MoodGroup group : groups.groups()) {
			group.words()
				.stream()
				.filter(own::contains)
				.map((word) -> spread.deviations().words().get(word))
				.filter((deviations) -> deviations != null)
				.findFirst()
				.ifPresent((deviations) -> ofGroups.put(group.number(), deviations));
		}
		Map<String, double[]> words = new LinkedHashMap<>(spread.deviations().words());
		List<String> added = this.fitted.words();
		for (int i = 0; i < added.size(); i++) {
			double[] deviations = ofGroups.get(this.fitted.groups()[i]);
			if (deviations != null) {
				words.put(MoodState.normalise(added.get(i)), deviations);
			}
		}
		return new TrackSpread(spread.features(), new WordDeviations(spread.features().size(), words));
	}

}
