package io.isonet.registry;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;

/// One value that an alias has had. Immutable.
///
/// @param change number of the change of this alias, from 1; the entity tag while it is
/// the last one
/// @param version the version that the alias named from then on
/// @param action how it came about
/// @param at when
/// @param by who: an address, a training, the model store
@Schema(name = "AliasChange")
public record AliasChange(@Schema(description = "Counts the changes of this alias", example = "2") int change,
		@Schema(description = "What the alias named from then on", example = "3") int version, Action action,
		Instant at, @Schema(description = "Who changed it", example = "http 127.0.0.1") String by) {

	/// How a change came about.
	public enum Action {

		/// A version was named.
		SET,

		/// The alias went back to the version before.
		ROLLBACK

	}

}
