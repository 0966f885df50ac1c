package io.isonet.registry;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/// What a caller wants an alias to be before it is changed: `If-Match` of RFC 9110, 13.1.1.
/// Immutable.
///
/// @param tags entity tags of which one must be the alias's; null where any will do
/// @param mustExist whether the alias has to name something
record AliasMatch(@Nullable Set<String> tags, boolean mustExist) {

	/// Takes whatever is there.
	static final AliasMatch ANYTHING = new AliasMatch(null, false);

	private static final String TAG = "(?:W/)?\"[!#-~\\x80-\\xff]*\"";

	private static final Pattern TAGS = Pattern.compile("\\s*" + TAG + "(?:\\s*,\\s*" + TAG + ")*\\s*");

	private static final ProblemType CHANGED = new ProblemType("alias-changed", "The alias has changed", 412);

	/// @param header value of the header, null where it was not sent
	/// @throws ProblemException if it is no list of entity tags
	static AliasMatch of(@Nullable String header) {
		if (header == null) {
			return ANYTHING;
		}
		if (header.strip().equals("*")) {
			return new AliasMatch(null, true);
		}
		if (!TAGS.matcher(header).matches()) {
			throw new ProblemException(ProblemType.INVALID_PARAMETER,
					"If-Match is *, or the ETag of the alias in quotes, " + "such as \"3\", not " + Excerpt.of(header)
							+ ".");
		}
		return new AliasMatch(
				Pattern.compile(TAG).matcher(header).results().map(MatchResult::group).collect(Collectors.toSet()),
				true);
	}

	static String tag(int change) {
		return "\"" + change + "\"";
	}

	/// @param current the alias as it is
	/// @throws ProblemException if that is not what the caller wants: 412 `alias-changed`
	void check(String model, String alias, Optional<AliasChange> current) {
		if (current.isEmpty()) {
			if (this.mustExist) {
				throw new ProblemException(CHANGED, "Model '" + model + "' has no alias '" + alias
						+ "' yet, so that If-Match cannot hold; leave it out to set the alias.");
			}
			return;
		}
		AliasChange now = current.get();
		if (this.tags != null && !this.tags.contains(tag(now.change()))) {
			throw new ProblemException(CHANGED,
					"Alias '" + alias + "' of model '" + model + "' names version " + now.version() + " since change "
							+ now.change() + "; its ETag is " + tag(now.change()) + ", not what If-Match says.");
		}
	}

}
