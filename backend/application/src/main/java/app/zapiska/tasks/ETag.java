package app.zapiska.tasks;

import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;

final class ETag {
    static String of(int version) {
        return "\"v" + version + "\"";
    }

    static int expected(String ifMatch) {
        if (ifMatch == null) {
            throw new ProblemException(ProblemType.PRECONDITION_REQUIRED);
        }
        try {
            return Integer.parseInt(ifMatch.replace("\"", "").replace("v", ""));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
