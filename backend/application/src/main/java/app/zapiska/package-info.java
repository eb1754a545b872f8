/** The notebook: loans, tasks and the reminders that keep both from being forgotten. */
package app.zapiska;
