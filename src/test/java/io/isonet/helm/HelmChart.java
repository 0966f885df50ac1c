package io.isonet.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// The chart as Helm renders it, and what Kubernetes reads of it.
final class HelmChart {

	static final Path DIRECTORY = Path.of("helm", "isonet");

	/// Helm as a library takes every cluster for a Kubernetes 1.20, and renders no hooks:
	/// a
	/// copy that asks for no version, and in which the pod of `helm test` is no hook.
	private static final Path COPY = copy();

	static final Path VALUES = Path.of("src", "test", "resources", "helm");

	static final String RELEASE = "mood";

	static final String NAMESPACE = "music";

	/// A key that stands twice is a fault too.
	private static final ObjectMapper YAML = new YAMLMapper()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());

	/// A field that the model does not know is a fault, not one property more.
	private static final ObjectMapper STRICT = new YAMLMapper()
		.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {

			@Override
			public @Nullable Boolean hasAnySetter(Annotated member) {
				return false;
			}

		});

	private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
			Map.entry("v1/ConfigMap", ConfigMap.class), Map.entry("v1/Pod", Pod.class),
			Map.entry("v1/Secret", Secret.class), Map.entry("v1/Service", Service.class),
			Map.entry("v1/ServiceAccount", ServiceAccount.class), Map.entry("apps/v1/Deployment", Deployment.class),
			Map.entry("apps/v1/StatefulSet", StatefulSet.class),
			Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
			Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
			Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
			Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
			Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
			Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
			Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class));

	private final String text;

	private final List<JsonNode> documents;

	private HelmChart(String text, List<JsonNode> documents) {
		this.text = text;
		this.documents = List.copyOf(documents);
	}

	/// @param values file in the folder of values, without `.yaml`
	/// @throws IllegalStateException with the words of Helm where the values are refused
	static HelmChart render(String values) {
		return render(template().withValuesFile(VALUES.resolve(values + ".yaml")));
	}

	/// Renders a file of values with one value of it changed.
	static HelmChart render(String values, String name, Object value) {
		return render(template().withValuesFile(VALUES.resolve(values + ".yaml")).set(name, value));
	}

	/// @return what Helm's lint says against it
	static LintResult lint() {
		return new Helm(COPY).lint().strict().call();
	}

	private static TemplateCommand template() {
		return new Helm(COPY).template().withName(RELEASE).withNamespace(NAMESPACE);
	}

	private static Path copy() {
		try {
			Path copy = Files.createTempDirectory("chart").resolve("isonet");
			FileSystemUtils.copyRecursively(DIRECTORY, copy);
			removeLines(copy.resolve("Chart.yaml"), "kubeVersion: ");
			removeLines(copy.resolve("templates/tests/prediction.yaml"), "helm.sh/hook");
			return copy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void removeLines(Path file, String start) throws IOException {
		List<String> lines = Files.readAllLines(file);
		if (!lines.removeIf((line) -> line.strip().startsWith(start))) {
			throw new AssertionError("no line of " + file + " starts with " + start);
		}
		Files.write(file, lines);
	}

	private static HelmChart render(TemplateCommand command) {
		String text = command.call();
		List<JsonNode> documents = new ArrayList<>();
		try (MappingIterator<JsonNode> read = YAML.readerFor(JsonNode.class).readValues(text)) {
			read.forEachRemaining(documents::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		documents.removeIf((document) -> document.isNull() || document.isMissingNode());
		return new HelmChart(text, documents);
	}

	String text() {
		return this.text;
	}

	/// Everything but what belongs to KEDA, which has no model.
	List<HasMetadata> objects() {
		return this.documents.stream()
			.filter((document) -> !document.path("kind").asText().equals("ScaledObject"))
			.map(HelmChart::typed)
			.toList();
	}

	<T extends HasMetadata> List<T> all(Class<T> kind) {
		return objects().stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	/// @throws AssertionError where there is none, or more than one
	<T extends HasMetadata> T one(Class<T> kind) {
		List<T> all = all(kind);
		if (all.size() != 1) {
			throw new AssertionError(all.size() + " of " + kind.getSimpleName());
		}
		return all.getFirst();
	}

	/// An object of a kind without a model.
	JsonNode one(String kind) {
		return this.documents.stream()
			.filter((document) -> document.path("kind").asText().equals(kind))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no " + kind));
	}

	/// What the service reads as its configuration.
	JsonNode configuration() {
		return yaml(one(ConfigMap.class).getData().get("application.yaml"));
	}

	static JsonNode yaml(String text) {
		try {
			return YAML.readTree(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static HasMetadata typed(JsonNode document) {
		String kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
		Class<? extends HasMetadata> type = KINDS.get(kind);
		if (type == null) {
			throw new AssertionError("no model of " + kind);
		}
		try {
			return STRICT.treeToValue(document, type);
		}
		catch (IOException ex) {
			throw new AssertionError(kind + ": " + ex.getMessage(), ex);
		}
	}

}
