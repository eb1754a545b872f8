/**
 * When the people of a lender or a collector have called, written or come, and whether that looks like more than the law allows.
 */
package app.zapiska.contacts;
