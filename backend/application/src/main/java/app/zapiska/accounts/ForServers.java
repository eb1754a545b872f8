package app.zapiska.accounts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an endpoint that is open to strangers but never called by a page: it knows its caller by a secret in a header of its
 * own, which no foreign page can send, so it need not be guarded against them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForServers {}
