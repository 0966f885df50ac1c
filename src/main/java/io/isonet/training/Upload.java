package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// An uploaded file, which can be read more than once.
interface Upload {

	InputStream open() throws IOException;

	long size();

	/// Bytes that are in memory already.
	static Upload of(byte[] content) {
		return new Upload() {

			@Override
			public InputStream open() {
				return new ByteArrayInputStream(content);
			}

			@Override
			public long size() {
				return content.length;
			}

		};
	}

}
