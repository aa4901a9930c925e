/**
 * Names for things in a file of another language: made of what the language takes, told apart where two come out
 * the same. `x.y` and `x_y` are two users of AWS and must not become one resource.
 */
export class FileNames {
  readonly #taken = new Set<string>();
  readonly #form: (text: string) => string;

  /** `form` makes a name of any text; what it gives may be empty. */
  constructor(form: (text: string) => string) {
    this.#form = form;
  }

  /** A name that was not given before; `kind` begins it. */
  next(kind: string, text: string): string {
    const name = this.#form(`${kind} ${text}`) || this.#form(kind);
    for (let count = 1; ; count += 1) {
      const one = count === 1 ? name : `${name}${this.#form(String(count))}`;
      // Terraform and AWS tell names apart by case, people and some file systems do not.
      if (this.#taken.has(one.toLowerCase())) continue;
      this.#taken.add(one.toLowerCase());
      return one;
    }
  }
}

/** CloudFormation: letters and digits, at most 255. */
export const logicalId = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('')
    .slice(0, 240);

/** Terraform: begins with a letter or underscore, then letters, digits, underscores, hyphens. */
export const terraformName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .replace(/^(?=\d)/, '_')
    .slice(0, 200);
