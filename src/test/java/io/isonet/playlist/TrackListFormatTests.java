package io.isonet.playlist;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrackListFormatTests {

	private static final TrackList LIST = new TrackList("Sad & <happy>",
			List.of(new TrackList.Entry("a:1/x y", "https://music.example/t/1?a=b&c=d", "H\u00E9roes \"live\"",
					"The <Band>", "Album", 241_000),
					new TrackList.Entry("two", null, "\u041F\u0435\u0441\u043D\u044F", null, null, null)));

	static Stream<TrackListFormat> complete() {
		return Stream.of(new XspfFormat(), new JspfFormat());
	}

	@ParameterizedTest
	@MethodSource("complete")
	void readsWhatItWrites(TrackListFormat format) throws IOException {
		assertThat(read(format, written(format, LIST))).isEqualTo(LIST);
		TrackList empty = new TrackList(null, List.of());
		assertThat(read(format, written(format, empty))).isEqualTo(empty);
	}

	@Test
	void readsFromM3u8WhatThatCanSay() throws IOException {
		TrackList read = read(new M3u8Format(), written(new M3u8Format(), LIST));
		assertThat(read.title()).isEqualTo(LIST.title());
		assertThat(read.entries()).containsExactly(
				new TrackList.Entry(null, "https://music.example/t/1?a=b&c=d", "H\u00E9roes \"live\"", "The <Band>",
						null, 241_000),
				new TrackList.Entry("two", null, "\u041F\u0435\u0441\u043D\u044F", null, null, null));
	}

	@Test
	void writesM3u8AsPlayersReadIt() throws IOException {
		assertThat(written(new M3u8Format(), LIST)).isEqualTo("""
				#EXTM3U
				#PLAYLIST:Sad & <happy>
				#EXTINF:241,The <Band> - H\u00E9roes "live"
				https://music.example/t/1?a=b&c=d
				#EXTINF:-1,\u041F\u0435\u0441\u043D\u044F
				two
				""");
	}

	@Test
	void breaksNoLineOfM3u8() throws IOException {
		TrackList list = new TrackList("a\nhttp://evil.example",
				List.of(new TrackList.Entry("x", null, "b\r\n#EXTINF:1,c", null, null, 1000)));
		assertThat(written(new M3u8Format(), list).lines()).hasSize(4);
	}

	@Test
	void dropsWhatNoXmlMayHold() throws IOException {
		TrackList list = new TrackList(null,
				List.of(new TrackList.Entry("x", null, "a\u0000b\uFFFEc", null, null, null)));
		assertThat(read(new XspfFormat(), written(new XspfFormat(), list)).entries().getFirst().title())
			.isEqualTo("abc");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"<!DOCTYPE playlist [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><playlist xmlns='http://xspf.org/ns/0/'><title>&e;</title></playlist>",
			"<!DOCTYPE p [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><playlist xmlns='http://xspf.org/ns/0/'><title>&b;</title></playlist>",
			"<playlist xmlns='http://xspf.org/ns/0/'><title>&unknown;</title></playlist>", "<playlist/>", "<smil/>", "",
			"no xml", "<playlist xmlns='http://xspf.org/ns/0/'>",
			"<playlist xmlns='http://xspf.org/ns/0/'><trackList><track><album>x</album></track></trackList></playlist>",
			"<playlist xmlns='http://xspf.org/ns/0/'><trackList><track><title>x</title><duration>3 min</duration></track></trackList></playlist>" })
	void refusesWhatIsNoXspf(String text) {
		assertThatExceptionOfType(InvalidTrackListException.class).isThrownBy(() -> read(new XspfFormat(), text))
			.satisfies((ex) -> assertThat(ex.errors().getFirst().line()).isEqualTo(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{}", "{\"playlist\": {}}", "{\"playlist\": {\"track\": [null]}}",
			"{\"playlist\": {\"track\": [{}]}}", "{\"playlist\": {\"track\": \"x\"}}",
			"{\"playlist\": {\"track\": [{\"title\": \"a\", \"duration\": \"long\"}]}}" })
	void refusesWhatIsNoJspf(String text) {
		assertThatExceptionOfType(InvalidTrackListException.class).isThrownBy(() -> read(new JspfFormat(), text));
	}

	@Test
	void refusesWhatIsNoM3u8() {
		assertThatExceptionOfType(InvalidTrackListException.class)
			.isThrownBy(() -> read(new M3u8Format(), "#EXTM3U\n#EXTINF:soon,x\ny\n"))
			.withMessageContaining("Line 2");
		assertThatExceptionOfType(InvalidTrackListException.class).isThrownBy(
				() -> new M3u8Format().read(new ByteArrayInputStream(new byte[] { 'a', '\n', (byte) 0xC3, '\n' })));
	}

	@ParameterizedTest
	@MethodSource("complete")
	void boundsHowMuchItReads(TrackListFormat format) throws IOException {
		TrackList.Entry entry = new TrackList.Entry("x", null, null, null, null, null);
		String text = written(format,
				new TrackList(null, java.util.Collections.nCopies(TrackList.MOST_ENTRIES + 1, entry)));
		assertThatExceptionOfType(InvalidTrackListException.class).isThrownBy(() -> read(format, text))
			.withMessageContaining("10000");
	}

	private static String written(TrackListFormat format, TrackList list) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		format.write(list, out);
		return out.toString(StandardCharsets.UTF_8);
	}

	private static TrackList read(TrackListFormat format, String text) throws IOException {
		return format.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
	}

}
