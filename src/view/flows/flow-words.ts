/** Operations and states of a flow as a person reads them. */
const words: Readonly<Record<string, string>> = {
  SignSamlResponse: 'the provider signs the response',
  SignToken: 'the provider signs the token',
  SignInWithSAML: 'the response to AWS sign-in',
};
export const operationWords = (operation: string): string => words[operation] ?? operation;

/** `notSigned` is read as `not signed`. */
export const stateWords = (state: string): string =>
  state.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
