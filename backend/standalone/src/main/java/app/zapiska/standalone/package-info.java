/**
 * The launcher behind {@code make run}: starts PostgreSQL, Redis, the Telegram sandbox and the application on one
 * machine, brings back what dies, and leaves no process behind.
 *
 * <p>{@link app.zapiska.standalone.Launcher} is the story; everything else is one of its parts.
 */
package app.zapiska.standalone;
