/** The AWS managed policies that account files name: loaded first, because reading is synchronous. */

import type { ImportFile } from './result.ts';

export const managedArns = (files: readonly ImportFile[]): string[] => [
  ...new Set(files.flatMap(({ text }) => text.match(/arn:aws:iam::aws:policy\/[\w+=,.@/-]+/g) ?? [])),
];
