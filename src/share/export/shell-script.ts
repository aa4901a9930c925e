/**
 * Builds a bash script that calls the real `aws`. It also runs with the bash 3.2 of macOS.
 *
 * INVARIANT: every name, tag and document reaches AWS unchanged. The shell gets it in single quotes; if the
 * AWS CLI would read a value as a file, an address or an option, the parameters go as one JSON instead.
 */

import { cliName } from '../../core/words/cli-command.ts';

export type CommandParameters = Readonly<Record<string, unknown>>;

export class ShellScript {
  readonly #lines: string[] = [];
  /** Id of the exported account. In documents, the script replaces it with the account that it runs in. */
  readonly #account: string;

  constructor(account: string) {
    this.#account = account;
  }

  line(text = ''): void {
    this.#lines.push(text);
  }

  /** Adds a comment. No text can end it early. */
  comment(text: string): void {
    for (const part of wrapped(oneLine(text), 100)) this.#lines.push(`# ${part}`);
  }

  /** Adds a heading, which is also printed while the script runs. */
  section(title: string): void {
    this.#lines.push('', `say ${quoted(title)}`);
  }

  /**
   * Adds a call such as `aws iam create-user …`. `params` has AWS's member names; `undefined` and empty lists
   * are left out. Without `region` it runs in the person's own region.
   */
  call(service: string, operation: string, params: CommandParameters = {}, region?: string): void {
    const at = region === undefined ? '' : ` --region ${quoted(region)}`;
    this.#lines.push(this.#command(service, operation, params) + at);
  }

  capture(
    variable: string,
    service: string,
    operation: string,
    params: CommandParameters,
    query: string,
  ): void {
    const command = this.#command(service, operation, params);
    this.#lines.push(`${variable}=$(${command} --query ${quoted(query)} --output text)`);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #command(service: string, operation: string, params: CommandParameters): string {
    const given = Object.entries(params).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    );
    const head = `aws ${service} ${cliName(operation)}`;
    if (given.some(([, value]) => isReadByCli(value))) {
      const isVariable = ([, value]: readonly [string, unknown]) => value instanceof Variable;
      const literal = Object.fromEntries(given.filter((one) => !isVariable(one)));
      const variables = given.filter(isVariable).map(([member, value]) => this.#option(member, value));
      return [head, ...variables, `--cli-input-json ${this.#word(JSON.stringify(literal))}`].join(' ');
    }
    const options = given.map(([member, value]) => this.#option(member, value));
    const whole = [head, ...options].join(' ');
    return whole.length <= 110 ? whole : [head, ...options.map((option) => `  ${option}`)].join(' \\\n');
  }

  #option(member: string, value: unknown): string {
    const name = `--${cliName(member)}`;
    if (value instanceof Variable) return `${name} "$${value.name}"`;
    if (typeof value === 'boolean') return value ? name : `--no-${cliName(member)}`;
    if (typeof value === 'number') return `${name} ${value}`;
    if (typeof value === 'string') return `${name}${value.startsWith('-') ? '=' : ' '}${this.#word(value)}`;
    if (!Array.isArray(value)) return `${name} ${this.#word(JSON.stringify(value))}`;
    const items = value as readonly unknown[];
    if (items.every((item) => typeof item === 'string')) {
      return `${name} ${items.map((item) => this.#word(item)).join(' ')}`;
    }
    return `${name} ${this.#shorthand(items as readonly CommandParameters[])}`;
  }

  /** Returns `Key=team,Value=a` if the values are simple enough, else JSON. */
  #shorthand(items: readonly CommandParameters[]): string {
    const isPlain = (value: unknown) => typeof value === 'string' && /^[\w.:/+-]+$/.test(value);
    if (items.every((item) => Object.values(item).every(isPlain))) {
      return items
        .map((item) =>
          this.#word(
            Object.entries(item)
              .map(([key, value]) => `${key}=${String(value)}`)
              .join(','),
          ),
        )
        .join(' ');
    }
    return this.#word(JSON.stringify(items));
  }

  #word(text: string): string {
    if (!text.includes(this.#account)) return quoted(text);
    const parts = text.split(this.#account);
    return parts.every((part) => /^[\w./:@%+=,-]*$/.test(part))
      ? `"${parts.join('${ACCOUNT}')}"`
      : `"$(here ${quoted(text)})"`;
  }
}

export class Variable {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Quotes a text for the shell when it needs quotes. */
export const quoted = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Returns true for a value that the AWS CLI would load from a file or an address. */
const isReadByCli = (value: unknown): boolean =>
  typeof value === 'string'
    ? /^(?:file|fileb|https?):\/\//.test(value)
    : Array.isArray(value) &&
      value.some((item) => typeof item === 'string' && (isReadByCli(item) || item.startsWith('-')));

// eslint-disable-next-line no-control-regex -- what would end a comment, or hide in one
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(`  ${word}`);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
