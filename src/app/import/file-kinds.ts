/** Reads a person's file as text. Recognizes it by its first bytes, so that a wrong file gets a helpful word. */

import type { Result } from '../../core/model/result.ts';
import { decodeBeginning, decodeText, notText } from '../../share/json/decode.ts';

export const isWorkspaceFile = (beginning: string): boolean =>
  /"format"\s*:\s*"iam-playground\/workspaces"/.test(beginning);

export const isClassFile = (beginning: string): boolean =>
  /"format"\s*:\s*"iam-playground\/class"/.test(beginning);

/** A file of workspaces that wants a passphrase first. */
export const isLockedFile = (beginning: string): boolean =>
  /"format"\s*:\s*"iam-playground\/locked"/.test(beginning);

export const textOfFile = async (file: Pick<Blob, 'arrayBuffer'>): Promise<Result<string, string>> =>
  decodeText(new Uint8Array(await file.arrayBuffer()));

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

export type FileBeginning =
  | { readonly kind: 'text'; readonly text: string }
  /** `words`: for example `a PNG picture`. */
  | { readonly kind: 'binary'; readonly words: string }
  /** It may be a text, but in an encoding that we do not read. `message` says so. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Tells what a file is by its first bytes. A binary file holds zero bytes, or begins with a known mark. */
export function beginningOf(bytes: Uint8Array): FileBeginning {
  const known = kinds.find(([, mark]) => startsWith(bytes, mark))?.[0];
  const text = known?.startsWith('a PDF') ? undefined : decodeBeginning(bytes);
  if (text !== undefined) return { kind: 'text', text };
  if (known !== undefined) return { kind: 'binary', words: known };
  return bytes.includes(0)
    ? { kind: 'binary', words: 'a binary file' }
    : { kind: 'unreadable', message: notText };
}

export async function collectorText(): Promise<string> {
  const { collectorScript } = await import('../../share/import/collector.ts');
  return collectorScript();
}
