package app.zapiska.platform;

/**
 * Somebody signed in asked for a thing that is not there for them: a stale page, or somebody trying foreign ids. Fired as
 * an asynchronous event for the audit log.
 */
public record RefusedId(long accountId, String method, String path, ClientAddress address) {}
