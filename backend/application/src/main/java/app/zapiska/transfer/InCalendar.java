package app.zapiska.transfer;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import app.zapiska.platform.LocalMoment;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A moment of the years that a date may have here; Java and JSON know many that PostgreSQL does not. Null passes. */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = InCalendar.Validator.class)
@interface InCalendar {

    String message() default "in the calendar";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<InCalendar, Instant> {

        private static final Instant FIRST = newYear(LocalMoment.FIRST_YEAR);
        private static final Instant END = newYear(LocalMoment.LAST_YEAR + 1);

        private static Instant newYear(int year) {
            return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public boolean isValid(Instant moment, ConstraintValidatorContext context) {
            return moment == null || !moment.isBefore(FIRST) && moment.isBefore(END);
        }
    }
}
