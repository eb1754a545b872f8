/** The product's one source of the rules of time zones. */
package app.zapiska.zones;
