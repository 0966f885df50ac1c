package io.isonet.registry;

import java.io.IOException;
import java.util.List;

/// A place where versions are shipped, laid out as `<model>/<number>/<file>`.
@FunctionalInterface
interface ShippedVersions {

	/// What there is, unchecked and in no order.
	List<ShippedVersion> find() throws IOException;

}
