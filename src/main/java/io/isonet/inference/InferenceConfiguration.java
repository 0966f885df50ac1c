package io.isonet.inference;

import ai.djl.Device;
import io.isonet.lexicon.Lexicons;
import io.isonet.network.Engine;
import io.isonet.network.Torch;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.VersionInspection;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the room together. The champion is loaded after the model store was imported and
/// before the port opens: who can connect is answered by it, where it can be loaded. The
/// fused pass needs no engine; where DJL computes, the bean `computation` loads it, as
/// the first that asks for it.
@Configuration(proxyBeanMethods = false)
class InferenceConfiguration {

	@Bean
	Devices devices(PredictionProperties properties) {
		return new Devices(properties);
	}

	@Bean
	ServedModels servedModels(ModelRegistry registry, Devices devices, PredictionProperties properties,
			Lexicons lexicons) {
		return new ServedModels(registry,
				(version) -> new ModelLoader(registry, devices.engine(), devices.all(), lexicons::current)
					.load(version),
				properties.model(), properties.loadedVersions());
	}

	@Bean
	VersionInspection versionInspection(Devices devices) {
		return new LoadingInspection(devices);
	}

	@Bean
	Computation computation(Devices devices, PredictionProperties properties, PredictionMeters meters,
			ApplicationEventPublisher events) {
		return switch (devices.engine()) {
			case FUSED -> new RequestThreads(Runtime.getRuntime().availableProcessors(), properties.limits(), meters,
					System::nanoTime);
			case DJL -> new PredictorPool(properties.limits(), properties.batching(),
					new Watchdog(properties.hungAfter(),
							(state) -> AvailabilityChangeEvent.publish(events, devices, state), System::nanoTime),
					meters, System::nanoTime);
		};
	}

	@Bean
	RequestArrivals requestArrivals() {
		return new RequestArrivals();
	}

	/// Requests on virtual threads, unless the setting wants Tomcat's own: a platform
	/// thread that computes is taken off its core for others that want to. The threads of
	/// a management port of its own are Tomcat's in any case, so that no number of
	/// predictions keeps them from a core.
	@Bean
	@ConditionalOnBooleanProperty(name = "isonet.http.virtual-threads", matchIfMissing = true)
	WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> requestThreads(RequestArrivals arrivals) {
		return (server) -> server.addProtocolHandlerCustomizers((protocol) -> protocol.setExecutor(arrivals));
	}

	@Bean
	TrajectoryPredictor trajectoryPredictor(ServedModels models, Computation computation, PredictionMeters meters) {
		return new TrajectoryPredictor(models, computation, meters);
	}

	/// Before any model is loaded, so that a wrong device is the first thing that is
	/// said.
	@Bean
	StartStep workersAtStart(Devices devices, Computation computation) {
		return new StartStep(-1, () -> computation.start(devices.workers()));
	}

	/// After the model store was imported.
	@Bean
	StartStep championAtStart(ServedModels models) {
		return new StartStep(1, models::refresh);
	}

	@Bean
	HealthIndicator championHealthIndicator(ServedModels models) {
		return () -> {
			Health.Builder health = models.championVersion()
				.map((version) -> Health.up()
					.withDetail("model", version.model())
					.withDetail("version", version.number()))
				.orElseGet(Health::outOfService);
			models.failure().ifPresent((failure) -> health.withDetail("failure", failure));
			models.championWords()
				.map(ServedWords::unfit)
				.ifPresent((unfit) -> health.withDetail("lexicon", "It adds nothing to this version. " + unfit));
			return health.build();
		};
	}

	@Bean
	InfoContributor engineInfo(Devices devices) {
		return (info) -> info.withDetail("engine", (devices.engine() == Engine.DJL) ? Torch.version() : "fused")
			.withDetail("devices", devices.all().stream().map(Device::toString).toList());
	}

}
