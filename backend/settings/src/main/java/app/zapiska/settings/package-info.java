/**
 * What may stand in the environment, as the launcher of {@code make run} and the application both judge it: a value that
 * one of them takes is never refused by the other.
 */
package app.zapiska.settings;
