package app.zapiska.accounts;

/**
 * The account behind the present request. Request-scoped; filled by authentication, so reading it needs no query.
 */
public interface CurrentUser {

    long accountId();

    AccountSettings settings();

    /**
     * Some things belong to the installation, not to an account.
     *
     * @throws app.zapiska.platform.DomainException.Forbidden for everybody but its owner
     */
    void onlyOwner();

    /**
     * Access is changed by a person who has given the password: a token that leaks must not make itself lasting.
     *
     * @throws app.zapiska.platform.DomainException.Forbidden for a personal token
     */
    void onlyInBrowser();

    /** How the change reached us, for ledgers and the audit log. */
    Source source();

    /** Who it was in words, for ledgers: the account's name, and the token's where one was used. At most 200 characters. */
    String actor();

    enum Source {
        WEB,
        TELEGRAM,
        API
    }
}
