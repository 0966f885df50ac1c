package io.isonet.registry;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ManifestJsonTests {

	private static final String SHA256 = Sha256.of("data");

	private static final String JSON = """
			{
			  "format" : 1,
			  "model" : "calm",
			  "version" : 3,
			  "createdAt" : "2026-11-22T10:00:00.123456Z",
			  "preset" : "notebook",
			  "parameters" : 3321,
			  "files" : {
			    "README.md" : {
			      "sha256" : "%1$s",
			      "size" : 4
			    },
			    "config.json" : {
			      "sha256" : "%1$s",
			      "size" : 4
			    }
			  },
			  "provenance" : {
			    "dataSha256" : "%1$s",
			    "settings" : {
			      "batch" : {
			        "size" : 4
			      },
			      "epochs" : 100,
			      "learningRate" : 0.01
			    },
			    "seed" : 42,
			    "codeVersion" : "0.1.0",
			    "startedAt" : "2026-11-22T09:00:00Z",
			    "finishedAt" : "2026-11-22T09:59:59.987654321Z"
			  }
			}
			""".formatted(SHA256);

	@Test
	void manifestIsWrittenTheSameWayEveryTime() {
		ModelFile file = new ModelFile(SHA256, 4);
		ModelManifest manifest = new ModelManifest(1, "calm", 3, Instant.parse("2026-11-22T10:00:00.123456Z"),
				"notebook", 3321, new TreeMap<>(Map.of("config.json", file, "README.md", file)), Drafts.provenance());
		assertThat(ManifestJson.write(manifest)).isEqualTo(JSON);
	}

	@Test
	void whatWasWrittenIsReadAndWrittenAgainAsItWas() {
		assertThat(ManifestJson.write(ManifestJson.read(JSON))).isEqualTo(JSON);
	}

	@Test
	void reproductionIsWrittenWhereThereIsOne() {
		String with = JSON.replace("987654321Z\"\n", """
				987654321Z",
				    "reproduction" : {
				      "model" : "calm",
				      "version" : 2,
				      "weightsEqual" : true
				    }
				""");
		assertThat(ManifestJson.read(with).provenance().reproduction()).isEqualTo(new Reproduction("calm", 2, true));
		assertThat(ManifestJson.write(ManifestJson.read(with))).isEqualTo(with);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"format" : 1             | "format" : 2
			"seed" : 42              | "seed" : null
			"seed" : 42              | "grain" : 42
			"seed" : 42,             | ""
			"preset" : "notebook",   | ""
			"preset" : "notebook"    | "preset" : null
			"preset" : "notebook"    | "model" : "calm"
			"size" : 4               | "size" : -1
			"version" : 3            | "version" : "three"
			"codeVersion" : "0.1.0"  | "codeVersion" : " "
			"files" : {              | "files" : { "a" : null,
			""")
	void anythingElseIsRefused(String right, String wrong) {
		assertThat(JSON).contains(right);
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> ManifestJson.read(JSON.replace(right, wrong)));
	}

}
