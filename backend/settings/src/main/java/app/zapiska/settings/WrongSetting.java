package app.zapiska.settings;

/**
 * Why a setting can't be used, to be said behind its name: «URGENT_DAYS: нужно целое число от 0 до 60». Never holds the
 * value, which may be a secret in the wrong place.
 */
public final class WrongSetting extends Exception {

    private static final long serialVersionUID = 1L;

    private final String russian;

    public WrongSetting(String russian, String english) {
        super(english);
        this.russian = russian;
    }

    public String russian() {
        return russian;
    }

    public String english() {
        return getMessage();
    }
}
