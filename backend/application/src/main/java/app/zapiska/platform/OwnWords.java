package app.zapiska.platform;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Keeps the server from answering an address it can't read with an empty page and no headers; {@link WebSurface} says what is
 * wrong. The server looks at this property once, before anything else of ours is begun, hence here.
 */
public final class OwnWords implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
