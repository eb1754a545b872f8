package app.zapiska.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalDateTimeSerializer;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalTimeSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/**
 * How the API reads and writes JSON: strictly. Nothing is guessed from a wrong type, nothing unknown is skipped, and every
 * text that comes in is clean before any code sees it ({@link CleanText}).
 */
@Singleton
class JsonRules implements ObjectMapperCustomizer {

    private static final int DEPTH = 16;
    private static final int NUMBER_LENGTH = 40;

    /** Last, because of two readers of one type Jackson takes the one that came later. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH)
                        .maxNumberLength(NUMBER_LENGTH)
                        .build());
        mapper.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        mapper.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.disable(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        // The builder-only features have no other way in once Quarkus has made the mapper.
        mapper.setConfig(mapper.getDeserializationConfig().without(MapperFeature.ALLOW_COERCION_OF_SCALARS));
        mapper.registerModule(module());
        mapper.addHandler(new ComingBack(mapper));
    }

    /** Fields of the answer to a GET that come back in a PUT are kept aside to be compared; others stay unknown. */
    private static final class ComingBack extends DeserializationProblemHandler {

        private final ObjectMapper mapper;

        ComingBack(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context, JsonParser json, JsonDeserializer<?> reader, Object of, String name)
                throws IOException {
            if (!of.getClass().isAnnotationPresent(Returned.class)) {
                return false;
            }
            var path = placeOf(context.getParser(), json).pathAsPointer().toString();
            return ReadOnlyFields.remember(
                    mapper,
                    of,
                    path.replaceAll("^/", "").replaceAll("/(\\d+)", "[$1]").replace('/', '.'),
                    name,
                    context.readTree(json));
        }
    }

    /**
     * Where the part of the body stands that has a field: in a list, or it is the whole.
     *
     * @param whole has left the part, or is still among its fields or at the beginning of the field's value
     * @param at the same, or one of fields that were put aside
     */
    private static JsonStreamContext placeOf(JsonParser whole, JsonParser at) {
        var place = whole.getParsingContext();
        if (at == whole && whole.currentToken().isStructStart()) {
            place = place.getParent();
        }
        return place.inObject() ? place.getParent() : place;
    }

    private static SimpleModule module() {
        return new SimpleModule("zapiska")
                .addDeserializer(String.class, new TextReader())
                .addDeserializer(LocalDate.class, reader(LocalDate.class, LocalMoment::parseDate))
                .addDeserializer(LocalDateTime.class, reader(LocalDateTime.class, LocalMoment::parseDateTime))
                .addDeserializer(LocalTime.class, reader(LocalTime.class, LocalMoment::parseTime))
                .addDeserializer(LocalMoment.class, reader(LocalMoment.class, LocalMoment::parse))
                .addDeserializer(Money.class, new MoneyReader())
                .addSerializer(LocalMoment.class, ToStringSerializer.instance)
                .addSerializer(Money.class, ToStringSerializer.instance)
                .addSerializer(
                        LocalDateTime.class,
                        new LocalDateTimeSerializer(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm")))
                .addSerializer(LocalTime.class, new LocalTimeSerializer(DateTimeFormatter.ofPattern("HH:mm")));
    }

    /** As the API writes it: the constant's {@code @JsonProperty}, else its name in lower case. */
    static String nameOf(Enum<?> constant) {
        try {
            var property =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return property == null ? constant.name() : property.value();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> JsonDeserializer<T> reader(Class<T> type, Function<String, T> parse) {
        return new StdScalarDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                if (json.currentToken() != JsonToken.VALUE_STRING) {
                    throw new WrongValue(json, LocalMoment.expected(type));
                }
                try {
                    return parse.apply(json.getText());
                } catch (LocalMoment.OutOfRange refused) {
                    throw new WrongValue(json, refused.wording());
                } catch (DateTimeException refused) {
                    throw new WrongValue(json, LocalMoment.expected(type));
                }
            }
        };
    }

    private static final class TextReader extends StdScalarDeserializer<String> {
        TextReader() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new WrongValue(json, Wording.of(PlatformMessages.class, PlatformMessages::notText));
            }
            var clean = CleanText.of(json.getText());
            if (clean.isEmpty()) {
                throw new WrongValue(json, Wording.of(PlatformMessages.class, PlatformMessages::controlCharacters));
            }
            return clean.get();
        }
    }

    /** A text, or a number as it is written: read as a float it would not be what the client sent any more. */
    private static final class MoneyReader extends StdScalarDeserializer<Money> {
        MoneyReader() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING
                    && !json.currentToken().isNumeric()) {
                throw wrong(json, PlatformMessages::notMoney);
            }
            try {
                return Money.of(json.getText());
            } catch (Money.TooManyDecimals refused) {
                throw wrong(json, PlatformMessages::tooManyDecimals);
            } catch (Money.TooBig refused) {
                throw wrong(json, m -> m.tooMuchMoney(Money.MOST.toString()));
            } catch (NumberFormatException refused) {
                throw wrong(json, PlatformMessages::notMoney);
            }
        }

        private static WrongValue wrong(JsonParser json, Function<PlatformMessages, String> why) {
            return new WrongValue(json, Wording.of(PlatformMessages.class, why));
        }
    }
}
