package io.isonet.security;

import java.io.IOException;
import java.util.List;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// A request whose body ends with a problem where it goes beyond the limit. Uploads of
/// files have limits of their own.
final class LimitedBodyRequest extends HttpServletRequestWrapper {

	/// What no call reads without a limit of its own.
	private static final List<String> UPLOADS = List.of("multipart/", "application/zip", "text/csv");

	private final DataSize limit;

	private LimitedBodyRequest(HttpServletRequest request, DataSize limit) {
		super(request);
		this.limit = limit;
	}

	/// @throws ProblemException if the request says itself that it is too large
	static HttpServletRequest limit(HttpServletRequest request, DataSize limit) {
		if (isUpload(request.getContentType())) {
			return request;
		}
		if (request.getContentLengthLong() > limit.toBytes()) {
			throw tooLarge(limit);
		}
		return new LimitedBodyRequest(request, limit);
	}

	private static boolean isUpload(@Nullable String type) {
		return type != null
				&& UPLOADS.stream().anyMatch((upload) -> type.regionMatches(true, 0, upload, 0, upload.length()));
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		return new LimitedStream(super.getInputStream(), this.limit);
	}

	private static ProblemException tooLarge(DataSize limit) {
		return new ProblemException(ProblemType.TOO_LARGE, "The body is larger than " + limit.toBytes() + " bytes.");
	}

	private static final class LimitedStream extends ServletInputStream {

		private final ServletInputStream stream;

		private final DataSize limit;

		private long left;

		private LimitedStream(ServletInputStream stream, DataSize limit) {
			this.stream = stream;
			this.limit = limit;
			this.left = limit.toBytes();
		}

		@Override
		public int read() throws IOException {
			int value = this.stream.read();
			count((value >= 0) ? 1 : 0);
			return value;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = this.stream.read(bytes, offset, length);
			count(Math.max(0, count));
			return count;
		}

		private void count(int bytes) {
			this.left -= bytes;
			if (this.left < 0) {
				throw tooLarge(this.limit);
			}
		}

		@Override
		public boolean isFinished() {
			return this.stream.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.stream.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.stream.setReadListener(listener);
		}

	}

}
