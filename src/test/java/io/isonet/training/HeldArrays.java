package io.isonet.training;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// All arrays of numbers to which an object of this service leads.
final class HeldArrays {

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Object> open = new ArrayDeque<>();

	private long bytes;

	private HeldArrays() {
	}

	/// Bytes of their numbers, each array counted once.
	static long bytes(Object... roots) {
		HeldArrays arrays = new HeldArrays();
		for (Object root : roots) {
			arrays.add(root);
		}
		while (!arrays.open.isEmpty()) {
			arrays.visit(arrays.open.remove());
		}
		return arrays.bytes;
	}

	private void add(Object object) {
		if (object != null && this.seen.add(object)) {
			this.open.add(object);
		}
	}

	private void visit(Object object) {
		switch (object) {
			case float[] floats -> this.bytes += (long) Float.BYTES * floats.length;
			case double[] doubles -> this.bytes += (long) Double.BYTES * doubles.length;
			case int[] ints -> this.bytes += (long) Integer.BYTES * ints.length;
			case long[] longs -> this.bytes += (long) Long.BYTES * longs.length;
			case byte[] ownBytes -> this.bytes += ownBytes.length;
			case Object[] objects -> {
				for (Object element : objects) {
					add(element);
				}
			}
			case Collection<?> collection -> collection.forEach(this::add);
			case Map<?, ?> map -> map.values().forEach(this::add);
			default -> {
				if (object.getClass().isArray()) {
					throw new IllegalArgumentException("an array of " + Array.getLength(object) + " of what?");
				}
				visitFields(object);
			}
		}
	}

	private void visitFields(Object object) {
		for (Class<?> type = object.getClass(); type.getName().startsWith("io.isonet."); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					add(value(field, object));
				}
			}
		}
	}

	private static Object value(Field field, Object object) {
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
