package app.zapiska.quickadd;

/** Of a text, in UTF-16 units; {@code to} is behind its last one. */
public record Part(int from, int to) {}
