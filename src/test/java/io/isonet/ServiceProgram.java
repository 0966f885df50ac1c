package io.isonet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is started as a process of the service: the classes of this build, or the packaged
/// jar.
///
/// @param command up to the arguments of the service
public record ServiceProgram(List<String> command) {

	public ServiceProgram {
		command = List.copyOf(command);
	}

	/// The classes of the path that this process runs with.
	public static ServiceProgram ofClasses() {
		return of("-cp", System.getProperty("java.class.path"), IsoNetApplication.class.getName());
	}

	public static ServiceProgram ofJar(Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new IllegalArgumentException(
					"there is no " + jar + " yet: mvn package -DskipTests makes target/isonet-0.1.0.jar");
		}
		return of("-jar", jar.toString());
	}

	/// The jar where one is named, else the classes.
	public static ServiceProgram of(String jar) {
		return jar.isEmpty() ? ofClasses() : ofJar(Path.of(jar));
	}

	/// Starts a process on a free port and returns at once.
	/// @param log file that takes what it prints
	/// @param arguments `--name=value` each
	public ServiceProcess start(Path log, List<String> arguments) throws IOException {
		return new ServiceProcess(this.command, log, arguments);
	}

	private static ServiceProgram of(String... program) {
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-Xmx1g",
						"-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
		command.addAll(List.of(program));
		return new ServiceProgram(command);
	}

}
