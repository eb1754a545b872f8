/**
 * When a thing that repeats comes again, and how that is said. Pure: values in wall time, a given moment and zone. Knows nothing of
 * tasks, so that reminders, calendars and typed words can use it as well.
 */
package app.zapiska.recurrence;
