package io.isonet.registry;

/// What a page that anyone may have written can do wherever it is shown, as a content
/// security policy: it looks as it looks, runs nothing and fetches nothing.
public final class PagePolicy {

	/// What a page says of itself.
	public static final String CONTENT = "default-src 'none'; style-src 'unsafe-inline'";

	/// What whoever serves it says: it is nobody's origin either.
	public static final String HEADER = CONTENT + "; sandbox";

	private PagePolicy() {
	}

}
