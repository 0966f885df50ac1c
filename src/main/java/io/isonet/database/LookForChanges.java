package io.isonet.database;

/// It is time to look whether another process changed something: published by the one
/// thread of a process that waits for [ChangeNotices], every `isonet.look-every` and
/// whenever a notice comes. Who listens compares with what it has, and is told again where
/// it fails. Immutable.
public record LookForChanges() {
}
