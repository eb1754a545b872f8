package app.zapiska.transfer;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Where an import takes its lines from. Can be read again and then gives the same. Blocks; not for the event loop. */
interface Source extends AutoCloseable {

    /** Names the account or the database that the ids belong to. At most 100 characters. */
    String name();

    /** How many lines there are, where it is known. */
    OptionalLong lines();

    /** Empty where there are none to take over. */
    Optional<Archived.Settings> settings() throws IOException, Refused;

    /** Whether its tasks and loans say which template they have; if not, they get the account's defaults. */
    default boolean namesTemplates() {
        return true;
    }

    /** Calls for every line of the kind, by rising id. */
    void read(Archived.Kind kind, Reader reader) throws IOException, Refused;

    @Override
    void close() throws IOException;

    interface Reader {
        void line(Archived line) throws Refused;
    }
}
