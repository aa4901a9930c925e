/** The size AWS counts against a policy's quota: every character but space, tab, CR and LF (G-18). */
export function policySize(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) size++;
  }
  return size;
}

/** The document without white space outside its strings, as AWS's console saves control policies (PT-9). */
export const withoutBlanks = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, quoted?: string) => quoted ?? '');
