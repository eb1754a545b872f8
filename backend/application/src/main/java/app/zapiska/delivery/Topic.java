package app.zapiska.delivery;

/**
 * One of the things that a message speaks of, as its kind names it; nothing here knows what the name means.
 *
 * @param kind capitals, at most 20
 */
public record Topic(String kind, long id) {}
