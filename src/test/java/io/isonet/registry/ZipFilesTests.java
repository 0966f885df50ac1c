package io.isonet.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.isonet.CraftedZip;
import io.isonet.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static io.isonet.registry.Drafts.utf8;
import static io.isonet.registry.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ZipFilesTests {

	private static final int LIMIT = 1 << 16;

	private static final byte[] CONTENT = utf8("{\"format\": 1}".repeat(20));

	@Test
	void honestZipIsRead() {
		assertThat(read(zip().file("b", "").bytes())).containsOnlyKeys("a", "b")
			.containsEntry("a", CONTENT)
			.containsEntry("b", new byte[0]);
		assertThat(read(new CraftedZip().bytes())).isEmpty();
	}

	@Test
	void zipOfOneThatWritesWithoutKnowingSizesIsRead() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry("isonet/"));
			zip.putNextEntry(new ZipEntry("isonet/config.json"));
			zip.write(CONTENT);
		}
		assertThat(read(out.toByteArray())).containsOnly(Map.entry("isonet/config.json", CONTENT));
	}

	@Test
	void storedFileIsRead() {
		assertThat(read(zip((entry) -> entry.store(CONTENT)))).containsEntry("a", CONTENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a", "../a", "a/../b", "a/..", "./a", "a//b", "\\a", "..\\a", "C:a", "c:/a", "a\0",
			"a\nb", "", "//host/a" })
	void pathThatIsNotPlainIsRefused(String path) {
		assertRefused(new CraftedZip().file(path, CONTENT).bytes(), "path that is not plain");
	}

	static Stream<Arguments> attacks() {
		return Stream.of(attack("nothing", new byte[0], "no zip"),
				attack("text", utf8("PK is not enough".repeat(9)), "no zip"),
				attack("another name twice", zip().file("a", "b").bytes(), "twice"),
				attack("a name in another case", zip().file("A", "b").bytes(), "twice"),
				attack("a file named like a directory",
						zip().file("a/", new byte[0], (entry) -> entry.mode = 0040755).bytes(), "twice"),
				attack("a link", zip((entry) -> entry.mode = 0120777), "link"),
				attack("a device", zip((entry) -> entry.mode = 0020666), "link"),
				attack("a pipe", zip((entry) -> entry.mode = 0010666), "link"),
				attack("a directory named like a file", zip((entry) -> entry.mode = 0040755), "link"),
				attack("encryption", zip((entry) -> entry.flags = 1), "encrypted"),
				attack("strong encryption", zip((entry) -> entry.flags = 1 << 6 | 1), "encrypted"),
				attack("bzip2", zip((entry) -> entry.method = 12), "method 12"),
				attack("many entries", many(101), "101 entries"),
				attack("a wrong check", zip((entry) -> entry.check ^= 1), "CRC-32"),
				attack("less than it says", zip((entry) -> entry.size(CONTENT.length + 1)), "does not unpack to"),
				attack("more than it says", zip((entry) -> entry.size(CONTENT.length - 1)), "does not unpack to"),
				attack("nothing, it says", zip((entry) -> entry.size(0)), "does not unpack to"),
				attack("data that is no deflate", zip((entry) -> Arrays.fill(entry.packed, (byte) 0xFF)), "damaged"),
				attack("stored with two sizes", zip((entry) -> entry.method = 0), "does not unpack to"),
				attack("a directory with content",
						new CraftedZip().file("a/", CONTENT, (entry) -> entry.mode = 0).bytes(), "with content"),
				attack("an entry beyond the end", zip((entry) -> entry.offset = 1 << 30), "damaged"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void attacks(String name, byte[] zip, String reason) {
		assertRefused(zip, reason);
	}

	@Test
	void zipThatSaysItIsLargeIsRefusedBeforeItIsUnpacked() {
		byte[] bomb = zip((entry) -> entry.size(0xFFFF_FFFFL));
		assertThatProblem(() -> read(bomb)).is(413, "too-large");
		byte[] many = zip().file("b", new byte[LIMIT]).bytes();
		assertThatProblem(() -> read(many)).is(413, "too-large");
		assertThat(many.length).isLessThan(1000);
	}

	@Test
	void sizesWhoseSumOverflowsAreTooLarge() {
		byte[] bomb = zip().file("b", new byte[0], (entry) -> entry.size64 = Long.MAX_VALUE).bytes();
		assertThatProblem(() -> read(bomb)).is(413, "too-large");
		byte[] first = new CraftedZip().file("b", new byte[0], (entry) -> entry.size64 = Long.MAX_VALUE)
			.file("a", CONTENT)
			.bytes();
		assertThatProblem(() -> read(first)).is(413, "too-large");
	}

	@Test
	void zipBombThatSaysItIsSmallUnpacksToNoMoreThanItSays() {
		byte[] bomb = new CraftedZip().file("a", new byte[10_000_000], (entry) -> entry.size(10)).bytes();
		assertRefused(bomb, "does not unpack to the 10 bytes");
	}

	@Test
	void zipThatIsCutOffAnywhereIsRefused() {
		byte[] zip = zip().bytes();
		for (int length = 0; length < zip.length; length++) {
			byte[] cut = Arrays.copyOf(zip, length);
			assertThatExceptionOfType(InvalidArchiveException.class).isThrownBy(() -> read(cut));
		}
	}

	@Test
	void flippedBitIsFoundOrChangesNothingThatCounts() {
		byte[] zip = zip().bytes();
		for (int bit = 0; bit < 8 * zip.length; bit++) {
			byte[] damaged = zip.clone();
			damaged[bit / 8] ^= (byte) (1 << bit % 8);
			try {
				assertThat(read(damaged).values()).allSatisfy((content) -> assertThat(content).isEqualTo(CONTENT));
			}
			catch (ProblemException ex) {
				assertThat(ex.type().name()).isIn("invalid-archive", "too-large");
			}
		}
	}

	@Test
	void noiseIsRefused() {
		Random random = new Random(1);
		byte[] honest = zip().bytes();
		for (int round = 0; round < 5000; round++) {
			byte[] noise = honest.clone();
			for (int i = 0; i < 1 + round % 8; i++) {
				noise[random.nextInt(noise.length)] = (byte) random.nextInt();
			}
			try {
				assertThat(read(noise).values()).allSatisfy((content) -> assertThat(content).isEqualTo(CONTENT));
			}
			catch (ProblemException ex) {
				assertThat(ex.type().name()).isIn("invalid-archive", "too-large");
			}
		}
	}

	private static byte[] many(int entries) {
		CraftedZip zip = new CraftedZip();
		for (int i = 0; i < entries; i++) {
			zip.file("f" + i, "");
		}
		return zip.bytes();
	}

	private static CraftedZip zip() {
		return new CraftedZip().file("a", CONTENT);
	}

	private static byte[] zip(Consumer<CraftedZip.Entry> lie) {
		return new CraftedZip().file("a", CONTENT, lie).bytes();
	}

	private static Map<String, byte[]> read(byte[] zip) {
		return ZipFiles.read(zip, new ImportLimit(DataSize.ofBytes(LIMIT)));
	}

	private static void assertRefused(byte[] zip, String reason) {
		assertThatExceptionOfType(InvalidArchiveException.class).isThrownBy(() -> read(zip))
			.satisfies((ex) -> assertThat(ex.detail()).contains(reason));
	}

	private static Arguments attack(String name, byte[] zip, String reason) {
		return Arguments.of(name, zip, reason);
	}

}
