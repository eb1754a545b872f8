package app.zapiska.platform;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A name or title: one line in which something can be seen, without characters that turn the direction of the text around them. Null passes; combine with
 * {@code @NotNull}. Lengths are in characters as PostgreSQL counts them (code points), so an emoji is one.
 */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = OneLine.Validator.class)
public @interface OneLine {

    int max();

    /** Whether it may be empty. */
    boolean optional() default false;

    /** Whether it may consist of nothing that can be seen: what was written before that was refused is still read. */
    boolean invisible() default false;

    String message() default "one line";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<OneLine, String> {
        private OneLine rule;

        @Override
        public void initialize(OneLine rule) {
            this.rule = rule;
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null
                    || (rule.optional() || rule.invisible() && !text.isBlank() || CleanText.visible(text))
                            && CleanText.oneLine(text)
                            && text.codePointCount(0, text.length()) <= rule.max();
        }
    }
}
