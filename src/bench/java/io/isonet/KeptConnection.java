package io.isonet;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One connection that sends the same request again and again, at less cost to the client
/// than a full one has: these clients share their cores with the service. Opens itself anew
/// where the service ends it. Not thread-safe.
final class KeptConnection implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 30_000;

	private final int port;

	private final byte[] request;

	private Socket socket = new Socket();

	private InputStream in = InputStream.nullInputStream();

	KeptConnection(int port, String path, String json) {
		this.port = port;
		this.request = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json)
			.getBytes(StandardCharsets.UTF_8);
	}

	/// Sends the request and reads the answer to its end.
	/// @return the status
	/// @throws IOException where the connection breaks
	int send() throws IOException {
		if (!this.socket.isConnected()) {
			open();
		}
		this.socket.getOutputStream().write(this.request);
		int status = Integer.parseInt(line().split(" ")[1]);
		long length = 0;
		boolean chunked = false;
		boolean last = false;
		for (String header = line(); !header.isEmpty(); header = line()) {
			if (header.startsWith("content-length:")) {
				length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
			}
			chunked |= header.equals("transfer-encoding: chunked");
			last |= header.startsWith("connection:") && header.endsWith("close");
		}
		this.in.skipNBytes(length);
		if (chunked) {
			skipChunks();
		}
		if (last) {
			close();
		}
		return status;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		this.socket = new Socket();
	}

	private void open() throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(PATIENCE_MILLIS);
		this.in = new BufferedInputStream(this.socket.getInputStream(), 1 << 14);
	}

	private void skipChunks() throws IOException {
		int size;
		do {
			size = Integer.parseInt(line(), 16);
			this.in.skipNBytes(size);
			line();
		}
		while (size > 0);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder(64);
		for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
			if (next < 0) {
				throw new EOFException("the service has closed the connection");
			}
			line.append((char) next);
		}
		return line.toString().strip().toLowerCase(Locale.ROOT);
	}

}
