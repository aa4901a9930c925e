/**
 * Parses a form of the AWS Query protocol, which has flat names with dots (`Tags.member.1.Key`), into a tree
 * of names. query.ts reads from it what a shape asks for, and never looks at the rest.
 */

export interface FormNode {
  text?: string;
  readonly parts: Map<string, FormNode>;
}

/** No valid call has more fields; a longer form is refused. */
const maximumFields = 20_000;

/** Returns the form's fields; `undefined` when it is none. A repeated name's first value counts (S-06). */
export function parseForm(body: string): FormNode | undefined {
  const root: FormNode = { parts: new Map() };
  if (body === '') return root;
  const fields = body.split('&');
  if (fields.length > maximumFields) return undefined;
  for (const field of fields) {
    if (field === '') continue;
    const at = field.indexOf('=');
    const name = decoded(at === -1 ? field : field.slice(0, at));
    const value = decoded(at === -1 ? '' : field.slice(at + 1));
    if (name === undefined || value === undefined) return undefined;
    const node = place(root, name.split('.'));
    node.text ??= value;
  }
  return root;
}

function place(root: FormNode, path: readonly string[]): FormNode {
  let node = root;
  for (const name of path) {
    let next = node.parts.get(name);
    if (!next) node.parts.set(name, (next = { parts: new Map() }));
    node = next;
  }
  return node;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

export const formField = (form: FormNode, name: string): string | undefined => form.parts.get(name)?.text;
