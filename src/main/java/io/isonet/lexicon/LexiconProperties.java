package io.isonet.lexicon;

import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.LexiconCsvReader;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How large a lexicon may be.
///
/// @param maxWords most words
/// @param maxSize largest file, less than 100 MB
@Validated
@ConfigurationProperties("isonet.lexicon")
public record LexiconProperties(@Min(1) @Max(90_000) @DefaultValue("60000") int maxWords,
		@NotNull @DefaultValue("8MB") DataSize maxSize) {

	public LexiconProperties {
		if (maxSize.toBytes() < 1 || maxSize.toMegabytes() >= 100) {
			throw new IllegalArgumentException(
					"isonet.lexicon.max-size is above 0 and less than 100MB, not " + maxSize);
		}
	}

	/// A reader with this limit.
	public LexiconCsvReader reader(MoodGroups groups) {
		return new LexiconCsvReader(groups, this.maxWords);
	}

}
