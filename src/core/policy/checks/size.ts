/** The size of a policy as AWS counts it, and a document without white space. */

/** Counts every character but space, tab, CR and LF against the policy's quota (G-18). */
export function policySize(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) size++;
  }
  return size;
}

/** Returns the document without white space outside strings. AWS's console saves SCPs and RCPs so (PT-9). */
export const withoutBlanks = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, quoted?: string) => quoted ?? '');
