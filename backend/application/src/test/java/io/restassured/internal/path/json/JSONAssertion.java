package io.restassured.internal.path.json;

import static io.restassured.internal.common.assertion.AssertionSupport.attributeGetter;
import static io.restassured.internal.common.assertion.AssertionSupport.classKeyword;
import static io.restassured.internal.common.assertion.AssertionSupport.escapePath;
import static io.restassured.internal.common.assertion.AssertionSupport.hyphen;
import static io.restassured.internal.common.assertion.AssertionSupport.integer;
import static io.restassured.internal.common.assertion.AssertionSupport.properties;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import io.restassured.internal.common.assertion.Assertion;
import io.restassured.internal.common.assertion.PathFragmentEscaper;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * Reads a value of an answer, in place of the library's class of this name, which compiles the path anew each time: five to ten
 * milliseconds of processor time for each of the many thousand values that the tests look at. Here a path is compiled once.
 */
public class JSONAssertion implements Assertion {

    private static final String ROOT = "root";
    private static final Map<String, Class<? extends Script>> COMPILED = new ConcurrentHashMap<>();

    private static final PathFragmentEscaper[] ESCAPERS = Stream.of(
                    hyphen(), attributeGetter(), integer(), properties(), classKeyword())
            .toArray(PathFragmentEscaper[]::new);

    private String key;
    private Map<String, Object> params;

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public Map<String, Object> getParams() {
        return params;
    }

    public void setParams(Map<String, Object> params) {
        this.params = params;
    }

    @Override
    public Object getResult(Object object, Object config) {
        return getAsJsonObject(object);
    }

    public Object getAsJsonObject(Object object) {
        key = (String) escapePath(key, ESCAPERS);
        if (key.isEmpty() || key.equals("$")) {
            return object;
        }
        var known = new HashMap<String, Object>(params == null ? Map.of() : params);
        known.put(ROOT, object);
        var path = ROOT + (key.matches("(?s)^\\[\\d+].*") ? "" : ".") + key;
        try {
            return InvokerHelper.createScript(
                            COMPILED.computeIfAbsent(path, JSONAssertion::compiled), new Binding(known))
                    .run();
        } catch (RuntimeException wrong) {
            if (belowNothing(wrong)) {
                return null;
            }
            throw new IllegalArgumentException("Invalid JSON expression " + key + ": " + wrong.getMessage(), wrong);
        }
    }

    /** What lies below a value that is not there is not there. */
    private static boolean belowNothing(RuntimeException wrong) {
        return wrong instanceof NullPointerException
                && String.valueOf(wrong.getMessage())
                        .matches(
                                "Cannot invoke method getAt\\(\\) on null object|Cannot get property .* on null object");
    }

    private static Class<? extends Script> compiled(String path) {
        return new GroovyShell().parse(path).getClass();
    }

    @Override
    public String description() {
        return "JSON path";
    }
}
