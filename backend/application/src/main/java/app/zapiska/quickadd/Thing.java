package app.zapiska.quickadd;

import java.util.Optional;

/** Understands one thing that a line can say besides its title. */
interface Thing {

    /** @return what is said from this place on, in as many words as belong to it */
    Optional<Reading> at(Line line, int place, Situation situation);
}
