package io.isonet.training;

import java.util.Locale;

/// How a choice is written in JSON: `PER_PLAYLIST` as `perPlaylist`.
final class SettingNames {

	private SettingNames() {
	}

	static String of(Enum<?> choice) {
		String[] words = choice.name().toLowerCase(Locale.ROOT).split("_");
		StringBuilder name = new StringBuilder(words[0]);
		for (int i = 1; i < words.length; i++) {
			name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
		}
		return name.toString();
	}

}
