package app.zapiska.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A value of a request's JSON that can't be what its field wants; says why in words for people. */
final class WrongValue extends JsonMappingException {

    private final transient Wording wording;

    WrongValue(JsonParser json, Wording wording) {
        super(json, "wrong value");
        this.wording = wording;
    }

    Wording wording() {
        return wording;
    }
}
