package io.isonet.training;

import java.io.IOException;
import java.io.InputStream;

/// An uploaded file, which can be read more than once.
interface Upload {

	InputStream open() throws IOException;

	long size();

}
