/**
 * Which AWS managed policies account files name: whoever reads the files fetches these from the catalogue first,
 * since reading is synchronous.
 */

import type { ImportFile } from './result.ts';

export const managedArns = (files: readonly ImportFile[]): string[] => [
  ...new Set(files.flatMap(({ text }) => text.match(/arn:aws:iam::aws:policy\/[\w+=,.@/-]+/g) ?? [])),
];
