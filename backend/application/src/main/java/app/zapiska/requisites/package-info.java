/**
 * Where a lender takes transfers: what must be true of it, the payment QR code that banks' applications read, and how the page
 * and the chat show it.
 */
package app.zapiska.requisites;
