/**
 * Finds the AWS managed policies that account files name. They are loaded from the catalogue first, because
 * reading the files is synchronous.
 */

import type { ImportFile } from './result.ts';

export const managedArns = (files: readonly ImportFile[]): string[] => [
  ...new Set(files.flatMap(({ text }) => text.match(/arn:aws:iam::aws:policy\/[\w+=,.@/-]+/g) ?? [])),
];
