/** Where a lender takes transfers: what must be true of it, and the payment QR code that banks' applications read. */
package app.zapiska.requisites;
