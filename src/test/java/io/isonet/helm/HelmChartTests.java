package io.isonet.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HelmChartTests {

	static Stream<String> files() throws IOException {
		try (Stream<Path> files = Files.list(HelmChart.VALUES)) {
			return files.map((file) -> file.getFileName().toString().replace(".yaml", "")).sorted().toList().stream();
		}
	}

	@Test
	void helmHasNothingToSayAgainstIt() {
		LintResult lint = HelmChart.lint();
		assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("files")
	void everythingIsOneKnownObjectOfTheRelease(String values) {
		HelmChart chart = HelmChart.render(values);
		Set<String> names = new HashSet<>();
		for (HasMetadata object : chart.objects()) {
			ObjectMeta metadata = object.getMetadata();
			assertThat(names.add(object.getKind() + "/" + metadata.getName())).as(metadata.getName()).isTrue();
			assertThat(metadata.getLabels()).as(metadata.getName())
				.containsEntry("app.kubernetes.io/instance", HelmChart.RELEASE)
				.containsEntry("app.kubernetes.io/managed-by", "Helm");
		}
	}

	@ParameterizedTest
	@MethodSource("files")
	void everyPodKeepsToTheRestrictedProfile(String values) {
		HelmChart chart = HelmChart.render(values);
		for (PodSpec pod : List.of(template(chart).getSpec(), chart.one(Pod.class).getSpec())) {
			assertThat(pod.getHostNetwork()).isNull();
			assertThat(pod.getHostPID()).isNull();
			assertThat(pod.getHostIPC()).isNull();
			assertThat(pod.getInitContainers()).isEmpty();
			assertThat(pod.getAutomountServiceAccountToken()).isFalse();
			assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
			assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
			assertThat(pod.getSecurityContext().getSysctls()).isEmpty();
			assertThat(pod.getSecurityContext().getSeLinuxOptions()).isNull();
			assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
			for (Volume volume : pod.getVolumes()) {
				assertThat(Stream.of(volume.getConfigMap(), volume.getEmptyDir(), volume.getSecret())
					.filter((source) -> source != null)).as(volume.getName()).hasSize(1);
			}
			Container container = one(pod.getContainers());
			assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
			assertThat(container.getSecurityContext().getPrivileged()).isNull();
			assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
			assertThat(container.getSecurityContext().getRunAsUser()).isNull();
			assertThat(container.getSecurityContext().getProcMount()).isNull();
			assertThat(container.getSecurityContext().getSeccompProfile()).isNull();
			assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
			assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
			assertThat(container.getPorts()).allSatisfy((port) -> assertThat(port.getHostPort()).isNull());
			assertThat(container.getResources().getLimits()).containsKey("memory").doesNotContainKey("cpu");
		}
		chart.all(ServiceAccount.class)
			.forEach((account) -> assertThat(account.getAutomountServiceAccountToken()).isFalse());
	}

	@ParameterizedTest
	@MethodSource("files")
	void whatSelectsPodsFindsThoseOfTheService(String values) {
		HelmChart chart = HelmChart.render(values);
		Map<String, String> labels = template(chart).getMetadata().getLabels();
		List<Map<String, String>> selectors = new ArrayList<>();
		chart.all(Deployment.class).forEach((set) -> selectors.add(set.getSpec().getSelector().getMatchLabels()));
		chart.all(StatefulSet.class).forEach((set) -> selectors.add(set.getSpec().getSelector().getMatchLabels()));
		chart.all(Service.class).forEach((service) -> selectors.add(service.getSpec().getSelector()));
		chart.all(PodDisruptionBudget.class)
			.forEach((budget) -> selectors.add(budget.getSpec().getSelector().getMatchLabels()));
		chart.all(NetworkPolicy.class)
			.forEach((policy) -> selectors.add(policy.getSpec().getPodSelector().getMatchLabels()));
		assertThat(selectors).hasSizeGreaterThan(2)
			.allSatisfy((selector) -> assertThat(labels).isNotEmpty().containsAllEntriesOf(selector));
		Map<String, String> other = chart.one(Pod.class).getMetadata().getLabels();
		assertThat(selectors).as("the pod of helm test")
			.noneMatch((selector) -> other.entrySet().containsAll(selector.entrySet()));
	}

	@ParameterizedTest
	@MethodSource("files")
	void probesAndPortsFitAndThereIsTimeToEnd(String values) {
		HelmChart chart = HelmChart.render(values);
		PodSpec pod = template(chart).getSpec();
		Container container = one(pod.getContainers());
		Map<String, Integer> ports = Map.of("http", Integer.valueOf(argument(chart, "server.port")), "management",
				Integer.valueOf(argument(chart, "management.server.port")));
		assertThat(container.getPorts())
			.allSatisfy((port) -> assertThat(port.getContainerPort()).isEqualTo(ports.get(port.getName())));
		assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/livez");
		assertThat(container.getStartupProbe().getHttpGet().getPort().getStrVal()).isEqualTo("http");
		assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
		assertThat(container.getReadinessProbe().getHttpGet().getPort().getStrVal()).isEqualTo("http");
		assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
		assertThat(container.getLivenessProbe().getHttpGet().getPort().getStrVal()).isEqualTo("management");
		assertThat(container.getLivenessProbe().getFailureThreshold())
			.isGreaterThan(container.getReadinessProbe().getFailureThreshold());
		long preStop = container.getLifecycle().getPreStop().getSleep().getSeconds();
		long answers = Long
			.parseLong(argument(chart, "spring.lifecycle.timeout-per-shutdown-phase").replaceAll("s$", ""));
		// 20 s are the most that trainings take
		assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(preStop + 20 + answers);
	}

	@Test
	void h2IsOneReplicaWithAVolumeThatStays() {
		HelmChart chart = HelmChart.render("defaults");
		StatefulSetSpec set = chart.one(StatefulSet.class).getSpec();
		assertThat(set.getReplicas()).isEqualTo(1);
		assertThat(set.getPersistentVolumeClaimRetentionPolicy().getWhenDeleted()).isEqualTo("Retain");
		PersistentVolumeClaim claim = one(set.getVolumeClaimTemplates());
		assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
		assertThat(claim.getSpec().getResources().getRequests()).containsEntry("storage", new Quantity("10Gi"));
		assertThat(container(chart).getVolumeMounts())
			.anySatisfy((mount) -> assertThat(mount).returns("data", (it) -> it.getName())
				.returns("/data", (it) -> it.getMountPath()));
		assertThat(chart.all(Deployment.class)).isEmpty();
		assertThat(chart.all(Secret.class)).isEmpty();
		assertThat(container(chart).getImage()).isEqualTo("isonet:0.1.0");
		StatefulSetSpec other = HelmChart.render("bare").one(StatefulSet.class).getSpec();
		assertThat(one(other.getVolumeClaimTemplates()).getSpec().getStorageClassName()).isEqualTo("fast");
	}

	@Test
	void postgresIsSharedByReplicasThatComeBeforeOthersGo() {
		HelmChart chart = HelmChart.render("postgresql");
		DeploymentSpec deployment = chart.one(Deployment.class).getSpec();
		assertThat(deployment.getReplicas()).isEqualTo(2);
		assertThat(deployment.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
		assertThat(deployment.getStrategy().getRollingUpdate().getMaxSurge().getIntVal()).isEqualTo(1);
		assertThat(deployment.getTemplate().getSpec().getTopologySpreadConstraints())
			.extracting((constraint) -> constraint.getTopologyKey())
			.containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
		assertThat(argument(chart, "spring.datasource.url")).isEqualTo(
				"jdbc:postgresql://db.example.svc:5432/isonet?sslmode=verify-full&sslrootcert=/etc/database/ca.pem");
		assertThat(chart.all(StatefulSet.class)).isEmpty();
	}

	@Test
	void aPasswordComesAsAFileAndStandsInTheSecretAlone() {
		HelmChart existing = HelmChart.render("postgresql");
		assertThat(existing.all(Secret.class)).isEmpty();
		assertThat(secretItem(existing)).isEqualTo("database: secret-key -> spring.datasource.password");
		HelmChart created = HelmChart.render("password");
		String password = Base64.getEncoder().encodeToString("not-a-real-one".getBytes(StandardCharsets.UTF_8));
		assertThat(created.one(Secret.class).getData()).isEqualTo(Map.of("password", password));
		assertThat(secretItem(created)).isEqualTo("mood-isonet-database: password -> spring.datasource.password");
		assertThat(created.text()).doesNotContain("not-a-real-one").containsOnlyOnce(password);
		assertThat(argument(created, "spring.config.import")).isEqualTo("configtree:/run/secrets/isonet/");
		assertThat(container(created).getVolumeMounts())
			.anySatisfy((mount) -> assertThat(mount.getMountPath()).isEqualTo("/run/secrets/isonet"));
	}

	@Test
	void settingsOfTheCallerAreKept() {
		HelmChart chart = HelmChart.render("password");
		JsonNode configuration = chart.configuration();
		assertThat(configuration.at("/isonet/prediction/deadline").asText()).isEqualTo("5s");
		assertThat(configuration.at("/isonet/http/max-json").asText()).isEqualTo("2MB");
		assertThat(
				template(HelmChart.render("password", "config.isonet.look-every", "2s")).getMetadata().getAnnotations())
			.as("another configuration is another pod")
			.isNotEqualTo(template(chart).getMetadata().getAnnotations());
	}

	@Test
	void gpusStandUnderLimits() {
		HelmChart chart = HelmChart.render("gpu");
		PodSpec pod = template(chart).getSpec();
		assertThat(container(chart).getResources().getLimits()).containsEntry("nvidia.com/gpu", new Quantity("2"));
		assertThat(container(chart).getResources().getRequests()).doesNotContainKey("nvidia.com/gpu");
		assertThat(container(chart).getImage()).isEqualTo("registry.example/isonet:0.1.0-gpu");
		assertThat(pod.getRuntimeClassName()).isEqualTo("nvidia");
		assertThat(pod.getTolerations()).extracting((toleration) -> toleration.getKey())
			.containsExactly("dedicated", "nvidia.com/gpu");
		assertThat(template(HelmChart.render("postgresql")).getSpec().getTolerations()).isEmpty();
	}

	@Test
	void callersComeThroughIngressAndRouteUnderTheirNames() {
		HelmChart chart = HelmChart.render("edge");
		Ingress ingress = chart.one(Ingress.class);
		assertThat(one(ingress.getSpec().getRules()).getHost()).isEqualTo("moods.example");
		assertThat(one(one(ingress.getSpec().getRules()).getHttp().getPaths()).getBackend().getService())
			.returns("mood-isonet", (service) -> service.getName())
			.returns("http", (service) -> service.getPort().getName());
		HTTPRoute route = chart.one(HTTPRoute.class);
		assertThat(one(one(route.getSpec().getRules()).getBackendRefs())).returns("mood-isonet", (it) -> it.getName())
			.returns(8080, (it) -> it.getPort());
		assertThat(argument(chart, "isonet.http.allowed-hosts").split(",")).containsExactlyInAnyOrder("localhost",
				"127.0.0.1", "$(POD_IP)", "[$(POD_IP)]", "mood-isonet", "mood-isonet.music", "mood-isonet.music.svc",
				"mood-isonet.music.svc.cluster.local", "moods.example", "iso.example", "isonet.example");
		assertThat(container(chart).getEnv())
			.anySatisfy((variable) -> assertThat(variable.getName()).isEqualTo("POD_IP"));
	}

	@Test
	void theNetworkIsClosedButForCallersAndTheDatabase() {
		NetworkPolicySpec h2 = HelmChart.render("defaults").one(NetworkPolicy.class).getSpec();
		assertThat(h2.getPolicyTypes()).containsExactly("Ingress", "Egress");
		assertThat(h2.getEgress()).isEmpty();
		assertThat(h2.getIngress()).hasSize(2).allSatisfy((rule) -> assertThat(rule.getFrom()).isNotEmpty());
		assertThat(one(h2.getIngress().getFirst().getPorts()).getPort().getStrVal()).isEqualTo("http");
		assertThat(one(h2.getIngress().getLast().getPorts()).getPort().getStrVal()).isEqualTo("management");
		NetworkPolicySpec shared = HelmChart.render("password").one(NetworkPolicy.class).getSpec();
		assertThat(shared.getEgress()).hasSize(2);
		assertThat(one(shared.getEgress().getLast().getPorts()).getPort().getIntVal()).isEqualTo(6432);
		assertThat(one(shared.getEgress().getLast().getTo()).getIpBlock().getCidr()).isEqualTo("10.20.0.0/16");
		NetworkPolicySpec edge = HelmChart.render("edge").one(NetworkPolicy.class).getSpec();
		assertThat(edge.getIngress().getFirst().getFrom()).hasSize(2);
		assertThat(HelmChart.render("bare").all(NetworkPolicy.class)).isEmpty();
	}

	@Test
	void anAutoscalerCountsTheReplicas() {
		HelmChart chart = HelmChart.render("autoscaling");
		assertThat(chart.one(Deployment.class).getSpec().getReplicas()).isNull();
		HorizontalPodAutoscaler autoscaler = chart.one(HorizontalPodAutoscaler.class);
		assertThat(autoscaler.getSpec().getMinReplicas()).isEqualTo(3);
		assertThat(autoscaler.getSpec().getScaleTargetRef().getName())
			.isEqualTo(chart.one(Deployment.class).getMetadata().getName());
		HelmChart keda = HelmChart.render("keda");
		assertThat(keda.one(Deployment.class).getSpec().getReplicas()).isNull();
		JsonNode scaled = keda.one("ScaledObject").path("spec");
		assertThat(scaled.at("/scaleTargetRef/name").asText()).isEqualTo("mood-isonet");
		assertThat(scaled.at("/triggers/0/metadata/threshold").asText()).isEqualTo("4");
		assertThat(scaled.at("/triggers/0/metadata/query").asText())
			.isEqualTo("sum(isonet_prediction_queue_depth{namespace=\"music\",service=\"mood-isonet-management\"})");
	}

	@Test
	void prometheusFindsTheManagementPort() {
		HelmChart chart = HelmChart.render("autoscaling");
		ServiceMonitor monitor = chart.one(ServiceMonitor.class);
		List<Service> found = chart.all(Service.class)
			.stream()
			.filter((service) -> service.getMetadata()
				.getLabels()
				.entrySet()
				.containsAll(monitor.getSpec().getSelector().getMatchLabels().entrySet()))
			.toList();
		assertThat(one(found).getMetadata().getName()).isEqualTo("mood-isonet-management");
		assertThat(one(one(found).getSpec().getPorts()).getName())
			.isEqualTo(one(monitor.getSpec().getEndpoints()).getPort());
		assertThat(one(chart.one(PrometheusRule.class).getSpec().getGroups()).getRules()).hasSizeGreaterThan(5)
			.allSatisfy((rule) -> {
				assertThat(rule.getExpr().getStrVal())
					.contains("namespace=\"music\",service=\"mood-isonet-management\"");
				assertThat(rule.getLabels()).containsKey("severity");
				assertThat(rule.getAnnotations()).containsKey("summary");
			});
		assertThat(HelmChart.render("defaults").all(PrometheusRule.class)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "defaults, replicas, 2, replicas", "defaults, autoscaling.enabled, true, autoscaling.enabled",
			"defaults, keda.enabled, true, keda.enabled", "defaults, replica, 1, Additional property replica",
			"defaults, database.kind, oracle, database.kind", "defaults, service.port, 0, service.port",
			"defaults, service.port, http, service.port", "defaults, shutdown.preStopSeconds, 0, preStopSeconds",
			"defaults, image.tag, a b, image.tag", "defaults, database.h2.size, much, database.h2.size",
			"defaults, ingress.enabled, true, ingress.hosts: Array must have at least 1 items",
			"defaults, gateway.enabled, true, gateway", "defaults, database.h2.accessMode, ReadWriteMany, accessMode",
			"postgresql, replicas, 0, replicas", "postgresql, database.postgresql.host, '', database.postgresql.host",
			"postgresql, database.postgresql.host, db:5432, database.postgresql.host",
			"postgresql, database.postgresql.existingSecret, '', database.postgresql",
			"postgresql, gpu.count, 0, gpu.count", "autoscaling, keda.enabled, true, keda.enabled",
			"defaults, service, null, service is required",
			"defaults, serviceAccount.name, Bad Name, serviceAccount.name",
			"defaults, image.repository, a b, image.repository", "bare, fullnameOverride, 1x, fullnameOverride",
			"edge, allowedHosts[0], *.example, allowedHosts", "edge, ingress.hosts[0], A_B, ingress.hosts",
			"postgresql, rollingUpdate.maxSurge, 0, rollingUpdate",
			"defaults, podDisruptionBudget.maxUnavailable, 0%, maxUnavailable",
			"postgresql, database.postgresql.parameters, password=x, parameters",
			"edge, networkPolicy.from[0].namespaceSelector.matchLabel.x, y, matchLabel" })
	void wrongValuesAreRefusedWithTheirPlace(String values, String name, String value, String place) {
		assertThatThrownBy(() -> HelmChart.render(values, name, value)).hasMessageContaining("schema")
			.hasMessageContaining(place);
	}

	@ParameterizedTest
	@CsvSource({ "server.port, 9, service.port", "isonet.http.allowed-hosts, a, allowedHosts",
			"spring.datasource.password, secret, database.postgresql.existingSecret",
			"server\\.port, 9, service.port" })
	void settingsThatTheChartAnswersForAreRefusedInConfig(String name, String value, String instead) {
		assertThatThrownBy(() -> HelmChart.render("defaults", "config." + name, value))
			.hasMessageContaining("config." + name.replace("\\", "") + " is set by the chart: use " + instead);
	}

	@Test
	void anAutoscalerHasAtLeastItsMinimum() {
		assertThatThrownBy(() -> HelmChart.render("autoscaling", "autoscaling.maxReplicas", 2))
			.hasMessageContaining("minReplicas, 3, must be at most maxReplicas, 2");
	}

	@Test
	void everyValueIsInTheSchemaAndHasItsComment() throws IOException {
		String text = Files.readString(HelmChart.DIRECTORY.resolve("values.yaml"));
		JsonNode schema = HelmChart.yaml(Files.readString(HelmChart.DIRECTORY.resolve("values.schema.json")));
		assertKnown(HelmChart.yaml(text), schema, "");
		List<String> lines = text.lines().filter((line) -> !line.isBlank()).toList();
		for (int i = 1; i < lines.size(); i++) {
			String line = lines.get(i);
			boolean isValue = line.matches("( {2})*\\w+: .+");
			assertThat(!isValue || lines.get(i - 1).strip().startsWith("#")).as("a comment above " + line).isTrue();
		}
	}

	private static void assertKnown(JsonNode values, JsonNode schema, String place) {
		values.properties().forEach((entry) -> {
			JsonNode known = schema.path("properties").path(entry.getKey());
			String name = place + "/" + entry.getKey();
			assertThat(known.isMissingNode()).as(name).isFalse();
			if (known.has("properties")) {
				assertThat(known.path("additionalProperties").asBoolean(true)).as(name + " takes nothing else")
					.isFalse();
				assertThat(
						known.path("required").size() == known.path("properties").size() || name.equals("/resources"))
					.as(name + " misses nothing")
					.isTrue();
				assertKnown(entry.getValue(), known, name);
			}
		});
	}

	private static String secretItem(HelmChart chart) {
		Volume volume = template(chart).getSpec()
			.getVolumes()
			.stream()
			.filter((it) -> it.getSecret() != null)
			.findFirst()
			.orElseThrow();
		var item = one(volume.getSecret().getItems());
		return volume.getSecret().getSecretName() + ": " + item.getKey() + " -> " + item.getPath();
	}

	/// What the service is told on its command line.
	private static String argument(HelmChart chart, String name) {
		return one(container(chart).getArgs()
			.stream()
			.filter((argument) -> argument.startsWith("--" + name + "="))
			.map((argument) -> argument.substring(name.length() + 3))
			.toList());
	}

	private static Container container(HelmChart chart) {
		return one(template(chart).getSpec().getContainers());
	}

	private static PodTemplateSpec template(HelmChart chart) {
		return one(Stream
			.concat(chart.all(Deployment.class).stream().map((set) -> set.getSpec().getTemplate()),
					chart.all(StatefulSet.class).stream().map((set) -> set.getSpec().getTemplate()))
			.toList());
	}

	private static <T> T one(List<T> list) {
		assertThat(list).hasSize(1);
		return list.getFirst();
	}

}
