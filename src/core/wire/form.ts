/**
 * A form as the AWS Query protocol writes one: flat names with dots (`Tags.member.1.Key`). Here it becomes a
 * tree of names, from which query.ts reads what a shape asks for; what no shape asks for is never looked at.
 */
export interface FormNode {
  /** The text that stands at this name itself. */
  text?: string;
  readonly parts: Map<string, FormNode>;
}

/** More than any valid call has; a longer form is refused instead of read. */
const maximumFields = 20_000;

/** The fields of a form, or undefined where it is none. Of a repeated name the first value counts (S-06). */
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

/** The text of a field at the top of the form. */
export const fieldOf = (form: FormNode, name: string): string | undefined => form.parts.get(name)?.text;
