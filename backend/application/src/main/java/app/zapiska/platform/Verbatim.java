package app.zapiska.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** For secrets: {@code @JsonDeserialize(using = Verbatim.class)} keeps the spaces around them, which may be meant. */
public final class Verbatim extends StdScalarDeserializer<String> {

    public Verbatim() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new WrongValue(json, Wording.of(PlatformMessages.class, PlatformMessages::notText));
        }
        if (!CleanText.acceptable(json.getText())) {
            throw new WrongValue(json, Wording.of(PlatformMessages.class, PlatformMessages::controlCharacters));
        }
        return json.getText();
    }
}
