/// Proofs that nothing is lost whatever dies: the service is a process here, and is killed,
/// cut off from its database, and left without a disk.
///
/// Read [KillRun] first. Everything is judged from outside, over HTTP.
package io.isonet.crash;
