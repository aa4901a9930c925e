/** Says what the seal of a code is worth, to teachers and to students alike. */

export const sealWords =
  'A seal finds a code that somebody changed by hand. It does not stop a person who reads the program of this page.';
