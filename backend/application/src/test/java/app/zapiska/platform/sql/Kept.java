package app.zapiska.platform.sql;

/** What {@link PreparedStatements} decides, for tests of other packages. */
public final class Kept {

    private Kept() {}

    public static boolean prepared(String sql) {
        return PreparedStatements.stays(sql);
    }
}
