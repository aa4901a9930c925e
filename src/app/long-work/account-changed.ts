/** The end of a question whose account changed while it was answered. */

/** Nothing can be said about the one account or the other. */
export class AccountChanged extends Error {
  override name = 'AccountChanged';
  constructor() {
    super('the account changed while it was looked at');
  }
}
