package app.zapiska.tasks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The moments chosen by hand: as local date-times, or as the reminders that a GET shows. Of those the ones that are still alive
 * and were chosen by hand count; the others are not the client's and stay what they are.
 */
@RegisterForReflection
final class CustomMoments extends StdDeserializer<List<LocalDateTime>> {

    private static final Set<String> ENDED = Set.of("done", "cancelled", "failed");

    CustomMoments() {
        super(TypeFactory.defaultInstance().constructCollectionType(List.class, LocalDateTime.class));
    }

    @Override
    public List<LocalDateTime> deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            context.handleUnexpectedToken(List.class, json);
        }
        var moments = new ArrayList<LocalDateTime>();
        for (int place = 0; json.nextToken() != JsonToken.END_ARRAY; place++) {
            try {
                switch (json.currentToken()) {
                    case VALUE_NULL -> moments.add(null);
                    case START_OBJECT -> {
                        var reminder = context.readTree(json);
                        if (reminder.path("source").asText().equals("custom")
                                && !ENDED.contains(reminder.path("state").asText())) {
                            moments.add(context.readTreeAsValue(reminder.path("at"), LocalDateTime.class));
                        }
                    }
                    default -> moments.add(context.readValue(json, LocalDateTime.class));
                }
            } catch (JsonMappingException wrong) {
                wrong.prependPath(moments, place);
                throw wrong;
            }
        }
        return moments;
    }
}
