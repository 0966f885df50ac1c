package io.isonet.inference;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "isonet.prediction.engine=fused")
class FusedServiceTests extends GatedServiceTests {

}
