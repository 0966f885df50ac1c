package io.isonet.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// SHA-256 as 64 hexadecimal digits in lower case. Stateless.
public final class Sha256 {

	private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

	private Sha256() {
	}

	public static String of(byte[] content) {
		return HexFormat.of().formatHex(digest().digest(content));
	}

	/// The digest of a stream, read to its end and left open.
	public static String of(InputStream content) throws IOException {
		MessageDigest digest = digest();
		content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
		return HexFormat.of().formatHex(digest.digest());
	}

	static String of(String text) {
		return of(text.getBytes(StandardCharsets.UTF_8));
	}

	static boolean isDigest(String text) {
		return DIGEST.matcher(text).matches();
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
