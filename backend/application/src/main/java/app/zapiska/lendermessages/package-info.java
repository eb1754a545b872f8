/**
 * What a lender's message says, as a draft that a person confirms. Pure: a text, the day on which it came, nothing else. Links are
 * seen and never opened; of a message with a code nothing is kept.
 */
package app.zapiska.lendermessages;
