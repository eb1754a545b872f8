package app.zapiska.platform;

import java.util.List;

/** A part that can't work, or not safely, with whatever stands in the environment. */
public interface RequiredSettings {

    /** What is wrong, each as a sentence that begins with the variable's name and never holds its value. Nothing may be begun for it. */
    List<String> objections();
}
