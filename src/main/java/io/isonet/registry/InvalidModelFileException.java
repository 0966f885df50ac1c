package io.isonet.registry;

import java.util.Collection;
import java.util.List;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A file that no version is published with; [#file()] says which. The pointer of each
/// error begins with its name.
public class InvalidModelFileException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-model-file", "Invalid model file", 422);

	private final String file;

	/// @param reason a sentence that may be shown
	public InvalidModelFileException(String file, String reason) {
		this(file, detail(file, reason), List.of(ProblemError.at("/" + file, reason)));
	}

	/// @param errors the faults within the file, their pointers relative to it; the file
	/// as
	/// a whole where there is none
	public static InvalidModelFileException within(String file, String reason, List<ProblemError> errors) {
		if (errors.isEmpty()) {
			return new InvalidModelFileException(file, reason);
		}
		return new InvalidModelFileException(file, detail(file, reason),
				errors.stream()
					.map((error) -> ProblemError.at("/" + file + ((error.pointer() != null) ? error.pointer() : ""),
							error.detail(), error.suggestions()))
					.toList());
	}

	private InvalidModelFileException(String file, String detail, List<ProblemError> errors) {
		super(TYPE, detail, errors);
		this.file = file;
	}

	static InvalidModelFileException missing(String file) {
		return new InvalidModelFileException(file, file + " is missing.");
	}

	static InvalidModelFileException unknown(String file, Collection<String> known) {
		String reason = "A version has no file " + Excerpt.of(file) + ", but " + String.join(", ", known) + ".";
		return new InvalidModelFileException(Excerpt.unquoted(file), reason, List.of(ProblemError
			.at("/" + Excerpt.unquoted(file).replace("~", "~0").replace("/", "~1"), reason, List.copyOf(known))));
	}

	private static String detail(String file, String reason) {
		return reason.startsWith(file) ? reason : file + ": " + reason;
	}

	public String file() {
		return this.file;
	}

}
