package io.isonet;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

	@Test
	void everyRoomLooksOnlyIntoTheRoomsThatItNames() {
		ApplicationModules.of(IsoNetApplication.class).verify();
	}

}
