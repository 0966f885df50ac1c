package io.isonet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A zip made byte by byte, honest unless told otherwise. Not thread-safe.
public final class CraftedZip {

	private final List<Entry> entries = new ArrayList<>();

	/// Adds a file that is deflated.
	public CraftedZip file(String name, byte[] content) {
		return file(name, content, (entry) -> {
		});
	}

	public CraftedZip file(String name, String content) {
		return file(name, content.getBytes(StandardCharsets.UTF_8));
	}

	/// @param lie changes what the zip says of the file
	public CraftedZip file(String name, byte[] content, Consumer<Entry> lie) {
		Entry entry = new Entry(name, content);
		lie.accept(entry);
		this.entries.add(entry);
		return this;
	}

	public byte[] bytes() {
		Bytes zip = new Bytes();
		for (Entry entry : this.entries) {
			entry.offset = (entry.offset < 0) ? zip.size() : entry.offset;
			entry.writeLocal(zip);
		}
		int begin = zip.size();
		this.entries.forEach((entry) -> entry.writeCentral(zip));
		int size = zip.size() - begin;
		int number = this.entries.size();
		zip.u32(0x06054b50).u16(0).u16(0).u16(number).u16(number).u32(size).u32(begin).u16(0);
		return zip.toByteArray();
	}

	/// What a zip says of one file, in its two places.
	public static final class Entry {

		public String name;

		public int flags;

		public int method = 8;

		public long check;

		public long size;

		public long packedSize;

		public int mode = 0100644;

		public int offset = -1;

		public byte[] packed;

		/// Size in 64 bits, where the zip is to say so.
		public long size64 = -1;

		private Entry(String name, byte[] content) {
			this.name = name;
			this.packed = deflate(content);
			CRC32 crc = new CRC32();
			crc.update(content);
			this.check = crc.getValue();
			this.size = content.length;
			this.packedSize = this.packed.length;
		}

		public void store(byte[] content) {
			this.method = 0;
			this.packed = content;
			this.packedSize = content.length;
		}

		public void size(long size) {
			this.size = size;
		}

		private void writeLocal(Bytes zip) {
			byte[] name = this.name.getBytes(StandardCharsets.UTF_8);
			zip.u32(0x04034b50).u16(20).u16(this.flags).u16(this.method).u32(0);
			zip.u32(this.check).u32(this.packedSize).u32(this.size);
			zip.u16(name.length).u16(0).write(name);
			zip.write(this.packed);
		}

		private void writeCentral(Bytes zip) {
			byte[] name = this.name.getBytes(StandardCharsets.UTF_8);
			zip.u32(0x02014b50).u16(3 << 8 | 20).u16(20).u16(this.flags).u16(this.method).u32(0);
			byte[] extra = (this.size64 < 0) ? new byte[0] : new Bytes().u16(1).u16(8).u64(this.size64).toByteArray();
			zip.u32(this.check).u32(this.packedSize).u32((this.size64 < 0) ? this.size : 0xFFFF_FFFFL);
			zip.u16(name.length).u16(extra.length).u16(0).u16(0).u16(0);
			zip.u32((long) this.mode << 16).u32(this.offset).write(name).write(extra);
		}

		private static byte[] deflate(byte[] content) {
			Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
			deflater.setInput(content);
			deflater.finish();
			byte[] packed = new byte[content.length + 100];
			int length = deflater.deflate(packed);
			deflater.end();
			return Arrays.copyOf(packed, length);
		}

	}

	private static final class Bytes {

		private final ByteArrayOutputStream out = new ByteArrayOutputStream();

		Bytes u16(int value) {
			return write(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value).array());
		}

		Bytes u32(long value) {
			return write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array());
		}

		Bytes u64(long value) {
			return write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
		}

		Bytes write(byte[] bytes) {
			this.out.writeBytes(bytes);
			return this;
		}

		int size() {
			return this.out.size();
		}

		byte[] toByteArray() {
			return this.out.toByteArray();
		}

	}

}
