package io.isonet.registry;

/// An alias names another version than before.
///
/// Published inside the transaction: listen with `@TransactionalEventListener` after the
/// commit, so that nothing is heard of what was rolled back. Immutable.
///
/// @param version the version that the alias names from now on
/// @param alias the alias, such as `champion`
public record ModelVersionActivated(ModelVersion version, String alias) {
}
