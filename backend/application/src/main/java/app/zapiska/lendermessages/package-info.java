/**
 * What a lender's message says, as a draft that a person confirms. The reading is pure: a text, the day on which it came, nothing
 * else. Links are seen and never opened; of a message with a code nothing is kept, and no message is ever stored.
 */
package app.zapiska.lendermessages;
