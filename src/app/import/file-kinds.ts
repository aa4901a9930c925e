/** Recognizes files by their first bytes, so that a wrong file is refused with a helpful word. */

export const isWorkspaceFile = (beginning: string): boolean =>
  /"format"\s*:\s*"iam-playground\/workspaces"/.test(beginning);

/** A file of workspaces that wants a passphrase first. */
export const isLockedFile = (beginning: string): boolean =>
  /"format"\s*:\s*"iam-playground\/locked"/.test(beginning);

const kinds: readonly (readonly [words: string, bytes: readonly number[]])[] = [
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a ZIP archive or an office document', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip archive (unpack it first)', [0x1f, 0x8b]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a program', [0x4d, 0x5a]],
];

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/** Returns whether these first bytes are not text: a zero byte, bytes that are not UTF-8, or a PDF. */
export function isBinary(beginning: Uint8Array): boolean {
  if (beginning.includes(0)) return true;
  try {
    // `stream` is set because the piece may end in the middle of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return startsWith(beginning, [0x25, 0x50, 0x44, 0x46]);
  } catch {
    return true;
  }
}

/** Returns for example `a PNG picture`; `a binary file` when the kind is not known. */
export const kindOfBinary = (beginning: Uint8Array): string =>
  kinds.find(([, mark]) => startsWith(beginning, mark))?.[0] ?? 'a binary file';
