import type { LinkBase } from './link.ts';

/**
 * The examples that links may build on, each under a name that never means another content: when an example
 * is changed, its old file moves to src/share/bases and keeps its name here, and the new one gets the next
 * number (tests/share/link.test.ts holds the checksums).
 */
const files: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  'first-minutes.1': () => import('../../public/examples/first-minutes.json'),
  'small-company.1': () => import('../../public/examples/small-company.json'),
  'hospital.1': () => import('../../public/examples/hospital.json'),
};

export const linkBaseNames: readonly string[] = Object.keys(files);

/** The example of that frozen name. */
export async function loadLinkBase(name: string): Promise<LinkBase | undefined> {
  const load = Object.hasOwn(files, name) ? files[name] : undefined;
  return load ? { name, file: (await load()).default } : undefined;
}

/** The newest name of an example (`small-company`), for a workspace that began as a copy of it. */
export const newestBaseOf = (example: string): string | undefined =>
  linkBaseNames.findLast((name) => name.startsWith(`${example}.`));
