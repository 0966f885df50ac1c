package io.isonet.inference;

import org.springframework.test.context.TestPropertySource;

/// Native memory is closed under those who still compute in it, if anywhere, here.
@TestPropertySource(properties = { "isonet.prediction.engine=djl", "isonet.prediction.device=cpu",
		"spring.datasource.url=jdbc:h2:mem:djl-swap;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1" })
class DjlModelSwapTests extends ModelSwapTests {

}
