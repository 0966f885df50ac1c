/// The one database, in which everything lasting lives: which dialect it speaks, how long
/// anybody waits for it, and what its failures mean to a caller.
///
/// Read [DatabaseFailure] first: it tells a database that does not answer from one that
/// cannot store, and from everything else. [PatientTransactions] is for work that waits
/// until the database is back, [ChangeNotices] wakes other processes, [MigrationCopy] makes
/// migrations of a file whole. Knows nothing of what is stored.
@ApplicationModule(allowedDependencies = { "problem" })
@NullMarked
package io.isonet.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
