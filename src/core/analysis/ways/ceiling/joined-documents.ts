/**
 * Joins what a policy says before and after a call, so that nobody loses anything: every Allow of both counts, and a
 * Deny only where both have it.
 */

import {
  type StatementJson,
  listedTexts,
  statementsInDocument,
  withStatements,
} from '../../edits/documents.ts';

const isDeny = ({ Effect }: StatementJson): boolean => Effect === 'Deny';

/** Most documents do not have the word, not even with a letter as an escape, so they need no reading. */
const mayDeny = (document: string): boolean => /Deny|\\u/.test(document);

export function allowsOf(document: string): string {
  if (!mayDeny(document)) return document;
  const statements = statementsInDocument(document);
  const left = statements.filter((one) => !isDeny(one));
  return left.length === statements.length ? document : withStatements(document, left);
}

/** Returns the first document itself where the second one adds nothing to it. */
export function joinedDocuments(one: string, other: string): string {
  if (one === other) return one;
  const texts = (document: string) =>
    new Map(statementsInDocument(document).map((statement) => [JSON.stringify(statement), statement]));
  const [before, after] = [texts(one), texts(other)];
  const kept = [...before].filter(([text, statement]) => !isDeny(statement) || after.has(text));
  const added = [...after].filter(([text, statement]) => !isDeny(statement) && !before.has(text));
  if (kept.length === before.size && added.length === 0) return one;
  return withStatements(
    one,
    [...kept, ...added].map(([, statement]) => statement),
  );
}

/** Something that an actor may choose: a tag of principals or of resources, or the boundary of a user or role. */
export type FreeKey = { readonly of: 'principal' | 'resource'; readonly tag: string } | 'boundary';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Returns what a document is for somebody who sets the key to whatever helps; the same text where it does not ask for it. */
export function freeing(free: FreeKey): (text: string) => string {
  const name =
    free === 'boundary'
      ? 'iam:permissionsboundary'
      : `[a-z0-9-]+:${free.of === 'principal' ? 'principaltag' : 'resourcetag'}/${escaped(free.tag)}`;
  const asked = free === 'boundary' ? 'permissionsboundary' : `tag/${free.tag}`.toLowerCase();
  const patterns = {
    key: new RegExp(`^${name}$`, 'i'),
    variable: new RegExp(String.raw`\$\{\s*${name}[^}]*\}`, 'gi'),
  };
  return (text) => {
    if (!text.toLowerCase().includes(asked)) return text;
    const before = statementsInDocument(text);
    const after = before.flatMap((one) => withoutKey(one, patterns));
    const isSame = after.length === before.length && after.every((one, at) => one === before[at]);
    return isSame ? text : withStatements(text, after);
  };
}

function withoutKey(
  statement: StatementJson,
  { key, variable }: { readonly key: RegExp; readonly variable: RegExp },
): readonly StatementJson[] {
  const reads = (value: unknown) => listedTexts(value).some((text) => String(text).search(variable) >= 0);
  const { Condition = {}, Resource, NotResource, ...rest } = statement;
  const operators = Object.entries(Condition as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  const isTied = (name: string, value: unknown) => key.test(name) || reads(value);
  const isInConditions = operators.some(([, tests]) =>
    Object.entries(tests).some(([name, value]) => isTied(name, value)),
  );
  if (!isInConditions && !reads(Resource) && !reads(NotResource)) return [statement];
  if (isDeny(statement)) return [];
  const left = operators
    .map(([operator, tests]) => [
      operator,
      Object.fromEntries(Object.entries(tests).filter(([name, value]) => !isTied(name, value))),
    ])
    .filter(([, tests]) => Object.keys(tests as object).length > 0);
  const others = listedTexts(NotResource).filter((text) => !reads(text));
  return [
    {
      ...rest,
      ...(Resource !== undefined && {
        Resource: listedTexts(Resource).map((text) => text.replaceAll(variable, '*')),
      }),
      ...(NotResource !== undefined && (others.length > 0 ? { NotResource: others } : { Resource: '*' })),
      ...(left.length > 0 && { Condition: Object.fromEntries(left) }),
    },
  ];
}
