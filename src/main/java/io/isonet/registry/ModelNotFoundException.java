package io.isonet.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// A model, version, alias or file that the registry does not have; the suggestions are
/// what it has, at most ten, nearest first.
public class ModelNotFoundException extends ProblemException {

	private static final ProblemType MODEL = new ProblemType("unknown-model", "Unknown model", 404);

	private static final ProblemType VERSION = new ProblemType("unknown-version", "Unknown version", 404);

	private static final ProblemType ALIAS = new ProblemType("unknown-alias", "Unknown alias", 404);

	private static final ProblemType FILE = new ProblemType("unknown-file", "Unknown file", 404);

	private static final int SUGGESTIONS = 10;

	private ModelNotFoundException(ProblemType type, String missing, List<String> known) {
		super(type,
				missing + (known.isEmpty() ? " There is none yet." : " There is: " + String.join(", ", known) + "."),
				known.isEmpty() ? List.of() : List.of(new ProblemError(null, null, null, missing, known)));
	}

	static ModelNotFoundException model(String asked, Collection<String> known) {
		return new ModelNotFoundException(MODEL, "No model " + Excerpt.of(asked) + ".", nearest(asked, known));
	}

	static ModelNotFoundException version(String asked, Model model) {
		List<String> newest = model.versions()
			.stream()
			.limit(SUGGESTIONS)
			.map((version) -> String.valueOf(version.number()))
			.toList();
		return new ModelNotFoundException(VERSION,
				"No version " + Excerpt.unquoted(asked) + " of model '" + model.name() + "'.", newest);
	}

	static ModelNotFoundException alias(String asked, Model model) {
		return new ModelNotFoundException(ALIAS, "No alias " + Excerpt.of(asked) + " of model '" + model.name() + "'.",
				nearest(asked, model.aliases().keySet()));
	}

	static ModelNotFoundException file(String asked, ModelVersion version) {
		List<String> known = new ArrayList<>(version.manifest().files().keySet());
		known.add(ModelManifest.FILE);
		return new ModelNotFoundException(FILE, "No file " + Excerpt.of(asked) + " in version " + version.number()
				+ " of model '" + version.model() + "'.", nearest(asked, known));
	}

	private static List<String> nearest(String asked, Collection<String> known) {
		String shown = Excerpt.unquoted(asked);
		return known.stream()
			.sorted(Comparator.comparingInt((name) -> LevenshteinDistance.getDefaultInstance().apply(shown, name)))
			.limit(SUGGESTIONS)
			.toList();
	}

}
