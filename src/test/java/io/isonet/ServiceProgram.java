package io.isonet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is started as a process of the service: the classes of this build, or the packaged
/// jar.
///
/// @param command up to the arguments of the service
public record ServiceProgram(List<String> command) {

	private static final List<String> SMALL = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1");

	private static final String VECTORS = "--add-modules=jdk.incubator.vector";

	public ServiceProgram {
		command = List.copyOf(command);
	}

	/// The classes of the path that this process runs with, in a small process that
	/// starts
	/// quickly.
	public static ServiceProgram ofClasses() {
		return small(classes(System.getProperty("java.class.path")));
	}

	/// The classes, as a slim build has them: without PyTorch, and here without the
	/// Vector API too.
	public static ServiceProgram ofSlimClasses() {
		return of(SMALL,
				classes(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
					.filter((entry) -> !entry.contains("pytorch-jni") && !entry.contains("pytorch-native"))
					.collect(Collectors.joining(File.pathSeparator))));
	}

	/// The classes, in a process as it is unless told otherwise.
	public static ServiceProgram toMeasure() {
		return of(List.of(VECTORS), classes(System.getProperty("java.class.path")));
	}

	public static ServiceProgram ofJar(Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new IllegalArgumentException(
					"there is no " + jar + " yet: mvn package -DskipTests makes target/isonet-0.1.0.jar");
		}
		return small(List.of("-jar", jar.toString()));
	}

	/// The jar where one is named, else the classes.
	public static ServiceProgram of(String jar) {
		return jar.isEmpty() ? ofClasses() : ofJar(Path.of(jar));
	}

	/// Starts a process on a free port and returns at once.
	/// @param log file that takes what it prints
	/// @param arguments `--name=value` each
	public ServiceProcess start(Path log, List<String> arguments) throws IOException {
		return start(log, arguments, Map.of());
	}

	/// Starts a process likewise.
	/// @param environment beside what this process has, and in place of it
	ServiceProcess start(Path log, List<String> arguments, Map<String, String> environment) throws IOException {
		return new ServiceProcess(this.command, log, arguments, environment);
	}

	private static List<String> classes(String path) {
		return List.of("-cp", path, IsoNetApplication.class.getName());
	}

	/// Starts fast. Vectors are slow without the second compiler; the scalar form gives
	/// the
	/// same bits.
	private static ServiceProgram small(List<String> program) {
		return of(Stream.of(SMALL, List.of("-Disonet.lanes=scalar", VECTORS)).flatMap(List::stream).toList(), program);
	}

	private static ServiceProgram of(List<String> options, List<String> program) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.add("--enable-native-access=ALL-UNNAMED");
		command.addAll(program);
		return new ServiceProgram(command);
	}

}
