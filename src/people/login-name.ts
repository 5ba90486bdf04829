/** What logins are made of, however they are written: an e-mail address or another name. No two look alike. */
export const LOGIN = /^[a-z0-9._%+@-]{1,200}$/i;
