package io.isonet.inference;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Those who wait, in the order in which they are to go: by arrival, each level of
/// [Priority] a while later. Not thread-safe.
final class WaitingLine<M extends WaitingLine.Member> implements Iterable<M> {

	private final List<M> members = new ArrayList<>();

	/// Behind all that are to go before it, or at the same moment.
	void add(M member) {
		int place = this.members.size();
		while (place > 0 && goesBefore(member, this.members.get(place - 1))) {
			place--;
		}
		this.members.add(place, member);
	}

	M removeFirst() {
		return this.members.removeFirst();
	}

	/// @return false where it is not there any more
	boolean remove(M member) {
		return this.members.remove(member);
	}

	boolean isEmpty() {
		return this.members.isEmpty();
	}

	int size() {
		return this.members.size();
	}

	@Override
	public Iterator<M> iterator() {
		return this.members.iterator();
	}

	private static boolean goesBefore(Member one, Member other) {
		long first = one.sinceNanos() + one.priority().nanosBehind();
		long second = other.sinceNanos() + other.priority().nanosBehind();
		return first - second < 0;
	}

	/// One who waits.
	interface Member {

		Priority priority();

		/// When it came, on the clock of the line.
		long sinceNanos();

	}

}
