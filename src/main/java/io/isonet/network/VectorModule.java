package io.isonet.network;

import java.lang.reflect.InvocationTargetException;

import org.jspecify.annotations.Nullable;

/// The JDK's incubating module of vectors, which no process has unless it is asked for.
///
/// With `--add-modules` it is there from the beginning, and Java then leaves a good part
/// of what it keeps in an AOT cache unused: a graph of modules with an incubating one in
/// it is not kept. So it is also added once the process runs, by the JDK's own function
/// for that (by which `jcmd` adds the management agent to a process), where the manifest
/// of the jar opens it by `Add-Exports`. Where it does not, or where a later JDK has no
/// such function, the module is not there.
final class VectorModule {

	private static final String NAME = "jdk.incubator.vector";

	private VectorModule() {
	}

	/// Adds the module where it is not there yet.
	/// @return whether it is there now
	static boolean add() {
		return ModuleLayer.boot().findModule(NAME).isPresent() || load() != null;
	}

	private static @Nullable Object load() {
		try {
			return Class.forName("jdk.internal.module.Modules")
				.getMethod("loadModule", String.class)
				.invoke(null, NAME);
		}
		catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException ex) {
			return null;
		}
	}

}
