package app.zapiska.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeSet;

/** Whether two answers hold the same: the same fields, as many entries in each list, the same entries by their ids. */
final class Shape {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Shape() {}

    /** @return the first place at which they differ */
    static Optional<String> difference(String one, String other) throws IOException {
        return difference("", JSON.readTree(one), JSON.readTree(other));
    }

    private static Optional<String> difference(String at, JsonNode one, JsonNode other) {
        if (one.isNull() != other.isNull() || one.isContainerNode() != other.isContainerNode()) {
            return Optional.of(at + ": " + shortened(one) + " or " + shortened(other));
        }
        if (one.isArray()) {
            if (one.size() != other.size()) {
                return Optional.of(at + ": " + one.size() + " or " + other.size() + " entries");
            }
            for (int i = 0; i < one.size(); i++) {
                var found = difference(at + "/" + i, one.get(i), other.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        if (one.isObject()) {
            var names = new TreeSet<String>();
            one.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                var found = difference(at + "/" + name, one.path(name), other.path(name));
                if (found.isPresent()) {
                    return found;
                }
            }
            return one.size() == other.size() ? Optional.empty() : Optional.of(at + ": other fields");
        }
        // texts and moments are written in more than one way
        return one.isNumber() && !one.equals(other) || one.isBoolean() && !one.equals(other)
                ? Optional.of(at + ": " + one + " or " + other)
                : Optional.empty();
    }

    private static String shortened(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.substring(0, Math.min(60, text.length()));
    }
}
