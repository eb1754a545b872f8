package app.zapiska.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the body of a PUT: the answer to the GET of the same thing may be sent back as it is. Fields that only the answer has are
 * accepted there when they say what is so; {@link ReadOnlyFields} compares them with the thing as it is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Returned {

    /** The answer that may come back. */
    Class<? extends Record> value();
}
