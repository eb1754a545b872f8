package app.zapiska.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Optional;

/**
 * A text of a request in which null and nothing differ, as in a {@link NullableId}.
 *
 * @param text empty: none
 */
@JsonDeserialize(using = NullableText.Reader.class)
public record NullableText(Optional<String> text) {

    public static final NullableText NONE = new NullableText(Optional.empty());

    @RegisterForReflection
    static final class Reader extends StdDeserializer<NullableText> {

        Reader() {
            super(NullableText.class);
        }

        @Override
        public NullableText deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return new NullableText(Optional.of(context.readValue(json, String.class)));
        }

        @Override
        public NullableText getNullValue(DeserializationContext context) {
            return NONE;
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
