package app.zapiska.platform;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Converters that take whatever a person has written. Configuration is read before anything of ours runs, and a value that
 * can't be read would end the start in a stack trace; {@link StartCheck} looks at the same value a moment later and says in
 * words what is wrong with it, before it is used.
 */
public final class Lenient {

    private Lenient() {}

    public static final class Whole implements Converter<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer convert(String value) {
            try {
                return value.isBlank() ? null : Integer.valueOf(value.strip());
            } catch (NumberFormatException refusedLater) {
                return 0;
            }
        }
    }

    public static final class Id implements Converter<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long convert(String value) {
            try {
                return value.isBlank() ? null : Long.valueOf(value.strip());
            } catch (NumberFormatException refusedLater) {
                return 0L;
            }
        }
    }

    public static final class Zone implements Converter<ZoneId> {
        private static final long serialVersionUID = 1L;

        @Override
        public ZoneId convert(String value) {
            try {
                return ZoneId.of(value.strip());
            } catch (DateTimeException refusedLater) {
                return ZoneOffset.UTC;
            }
        }
    }
}
