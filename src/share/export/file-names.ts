/**
 * Makes unique names for things in a file of another language, from the characters that it allows. `x.y` and
 * `x_y` are two users of AWS and must not become one resource.
 */

export class FileNames {
  readonly #taken = new Set<string>();
  readonly #form: (text: string) => string;

  /** `form` turns any text into a name, which may be empty. */
  constructor(form: (text: string) => string) {
    this.#form = form;
  }

  next(kind: string, text: string): string {
    const name = this.#form(`${kind} ${text}`) || this.#form(kind);
    for (let count = 1; ; count += 1) {
      const one = count === 1 ? name : `${name}${this.#form(String(count))}`;
      // Terraform and AWS distinguish names by case, but people and some file systems do not.
      if (this.#taken.has(one.toLowerCase())) continue;
      this.#taken.add(one.toLowerCase());
      return one;
    }
  }
}

/** CloudFormation allows letters and digits, at most 255. */
export const logicalId = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('')
    .slice(0, 240);

/** Terraform names begin with a letter or underscore, then letters, digits, underscores, hyphens. */
export const terraformName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .replace(/^(?=\d)/, '_')
    .slice(0, 200);
