package app.zapiska.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Optional;

/**
 * A field of a request in which null and nothing differ: null is a choice, namely of none, and a field that is left out is
 * itself null in the request's record.
 *
 * @param id empty: none
 */
@JsonDeserialize(using = NullableId.Reader.class)
public record NullableId(Optional<Long> id) {

    public static final NullableId NONE = new NullableId(Optional.empty());

    @RegisterForReflection
    static final class Reader extends StdDeserializer<NullableId> {

        Reader() {
            super(NullableId.class);
        }

        @Override
        public NullableId deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return new NullableId(Optional.of(context.readValue(json, Long.class)));
        }

        @Override
        public NullableId getNullValue(DeserializationContext context) {
            return NONE;
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
