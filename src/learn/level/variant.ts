/**
 * Variants of a level: people, account numbers and buckets have other names, everywhere in it. So a policy, an ARN or a
 * command of another student does not fit, and the level asks for the same.
 *
 * INVARIANT: the same level and seed give the same variant. Ids of the level, its goals and guesses never change.
 */

import { seededRandom } from '../../share/random.ts';
import type { Scenario } from '../../share/scenario/format/scenario.ts';
import type { Level } from './format.ts';

/**
 * First names that variants know. A user with such a name is a person and gets another one of the same kind, so that
 * “she” and “he” in the texts stay true.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

/** Names in levels, scenarios and lessons, and other usual ones. They only leave a level. */
const leaving = {
  women:
    words(`ada alice ana anna berta cara carla carol clara dana dara dora ella emma eva eve gita grace hanna heidi
    ida ines ingrid jane lena lisa lucy maria marie mary mallory mia mira mona nadia noor nora olga olivia paula pia
    priya rosa ruth sara sarah susan tara tess vera wendy wilma zoe`),
  men: words(`adam alex arno ben bob carl charlie chris dan dave emil eric erin finn frank fred gus hans ivan jack jan
    john jon kai kim lars luca luke marek max mike milan nils olav oliver omar otto paul peter quinn ravi robert sam
    stefan steve sven thomas tom tomas umit vic victor`),
};

/** Names that come in their place. No level has them. */
const coming = {
  women:
    words(`agatha annika beatrix carmen celia daria elena fatima fiona greta helga irina judith katya laila leonie
    magda marta nina odile petra ramona renata sofia selma talia ursula viola xenia yara zelda zora`),
  men: words(`adil anton boris bruno cyril david diego enzo farid felix goran hamid hugo igor jonas karim leon mateo
    nico oscar pavel rafael rashid samir simon theo tobias ulrich viktor walter yusuf zeno`),
};

/**
 * Returns the names that may stand in place of one; `undefined` when it is no first name.
 *
 * @internal Read by tests.
 */
export const namesLike = (name: string): readonly string[] | undefined => likeness.get(name);

const likeness: ReadonlyMap<string, readonly string[]> = new Map(
  (['women', 'men'] as const).flatMap((kind) =>
    [...leaving[kind], ...coming[kind]].map((name) => [name, coming[kind]] as const),
  ),
);

/** First names that are words of English too. A text means the person only by the capital, or in backticks. */
const wordNames: ReadonlySet<string> = new Set(['eve', 'grace', 'jack', 'max']);

/** A level with its world by value. */
export type WholeLevel = Level & { readonly scenario: Scenario };

/** `scenario`: the world of the level, which it may only name. `seed`: six letters and digits. */
export function variantOfLevel<L extends Level>(level: L, scenario: Scenario, seed: string): L & WholeLevel {
  const whole = { ...level, scenario };
  return new Renaming(whole, scenario, seed).inValue(whole);
}

/** Returns a variant of a scenario that is a level by its exercise. */
export const variantOfScenario = (scenario: Scenario, seed: string): Scenario => ({
  ...new Renaming(scenario, scenario, seed).inValue(scenario),
  variant: seed,
});

/** Members that no variant changes: ids, keys, and what AWS wrote. */
const keptMembers: ReadonlySet<string> = new Set([
  ...['fails', 'turns', 'done', 'page', 'awsManagedPolicies'],
  ...['privateJwk', 'certificate', 'metadata', 'thumbprints', 'secretAccessKey', 'seed'],
]);
/** Members that hold sentences. Code stands in backticks there. */
const proseMembers: ReadonlySet<string> = new Set([
  ...['title', 'purpose', 'intro', 'notes', 'text', 'hints', 'learnt', 'description'],
]);
/** Parameters that are the name of a bucket. */
const bucketMembers: ReadonlySet<string> = new Set(['Bucket', 'BucketName']);

const bucketPrefix = 'arn:aws:s3:::';
/** A bucket in an ARN. The name before a wildcard stays: it still begins like the new names. */
const bucketArn = /(?<=arn:aws:s3:::)[a-z0-9][a-z0-9.-]*[a-z0-9](?![\w*?-]|\.\w)/g;
/** The path and the name of a user in an ARN. A lookbehind over the path needs the square of a long text's time. */
const userArn = /:user\/([^"\s]*)/g;
const userMember = /(?<="(?:userName|UserName)":")[A-Za-z]+/g;

class Renaming {
  readonly #seed: string;
  readonly #text: string;
  /** New account numbers and first names by the old ones, names in small letters and with a capital. */
  readonly #words: ReadonlyMap<string, string>;
  readonly #word: RegExp;
  readonly #bucket: RegExp;
  readonly #suffix: string;

  constructor(whole: object, { accounts }: Scenario, seed: string) {
    this.#seed = seed;
    this.#text = JSON.stringify(whole);
    this.#suffix = `-${suffixOf(seed)}`;
    this.#words = new Map([...this.#newAccounts(accounts.map(({ id }) => id)), ...this.#newNames()]);
    this.#word = new RegExp(`\\b(?:${[...this.#words.keys()].join('|')})\\b`, 'g');
    const buckets = new Set(this.#text.match(bucketArn));
    // A bucket in code stands alone, or before its keys: `payroll/2026.csv`, `s3://payroll`.
    this.#bucket = new RegExp(
      `(?<![\\w.:-])(?<!(?<!/)/)(?:${[...buckets].map(escaped).join('|') || '(?!)'})(?![\\w:*?-]|\\.\\w)`,
      'g',
    );
  }

  #newAccounts(ids: readonly string[]): [string, string][] {
    const taken = new Set<string>();
    return ids.map((id) => {
      const random = seededRandom(`${this.#seed} ${id}`);
      const draw = () => String(Math.floor(100_000_000_000 + random() * 900_000_000_000));
      let drawn = draw();
      while (taken.has(drawn) || this.#text.includes(drawn)) drawn = draw();
      taken.add(drawn);
      return [id, drawn];
    });
  }

  #newNames(): [string, string][] {
    const found = [...usersIn(this.#text), ...(this.#text.match(userMember) ?? [])];
    const taken = new Set((this.#text.match(/\b[A-Za-z]+\b/g) ?? []).map((word) => word.toLowerCase()));
    return [...new Set(found.map((name) => name.toLowerCase()))].flatMap((name): [string, string][] => {
      const free = (namesLike(name) ?? []).filter((one) => !taken.has(one));
      const chosen = free[Math.floor(seededRandom(`${this.#seed} ${name}`)() * free.length)];
      if (chosen === undefined) return [];
      taken.add(chosen);
      return [
        [name, chosen],
        [capital(name), capital(chosen)],
      ];
    });
  }

  inValue<T>(value: T): T {
    return this.#inMember(value, '') as T;
  }

  #inMember(value: unknown, member: string): unknown {
    if (keptMembers.has(member)) return value;
    if (typeof value === 'string') return this.#inString(value, member);
    if (Array.isArray(value)) return value.map((item) => this.#inMember(item, member));
    if (typeof value !== 'object' || value === null) return value;
    const isBucket = 'arn' in value && typeof value.arn === 'string' && value.arn.startsWith(bucketPrefix);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key.includes(':') ? this.#inCode(key) : key,
        this.#inMember(inner, isBucket && key === 'name' ? 'BucketName' : key),
      ]),
    );
  }

  #inString(text: string, member: string): string {
    if (member === 'id' && !/^\d{12}$/.test(text)) return text;
    if (member === 'place') return this.#inAddress(text);
    if (bucketMembers.has(member)) return this.#inCode(`${text}${this.#suffix}`);
    return proseMembers.has(member) ? this.#inProse(text) : this.#inCode(text);
  }

  #inCode(text: string): string {
    return text
      .replace(bucketArn, (name) => `${name}${this.#suffix}`)
      .replace(this.#word, (word) => this.#words.get(word) ?? word);
  }

  /** Each second part stands in backticks. */
  #inProse(text: string): string {
    return text
      .split('`')
      .map((part, at) =>
        at % 2 === 1
          ? this.#inCode(part.replace(this.#bucket, (name) => `${name}${this.#suffix}`))
          : part.replace(this.#word, (word) =>
              wordNames.has(word) ? word : (this.#words.get(word) ?? word),
            ),
      )
      .join('`');
  }

  #inAddress(address: string): string {
    return address.replace(/[^#/?&=]+/g, (part) => {
      const plain = decoded(part);
      const renamed = this.#inCode(plain);
      return renamed === plain ? part : encodeURIComponent(renamed);
    });
  }
}

/** Returns the words with which each part of a user's path and name begins. */
const usersIn = (text: string): string[] =>
  [...text.matchAll(userArn)].flatMap(([, parts = '']) =>
    parts.split('/').flatMap((part) => /^[A-Za-z]+/.exec(part) ?? []),
  );

/** Returns three letters and digits without a vowel, so that they are no word. */
function suffixOf(seed: string): string {
  const random = seededRandom(`${seed} bucket`);
  const letters = 'bcdfghjkmnpqrstvwxz23456789';
  return Array.from({ length: 3 }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const escaped = (text: string): string => text.replace(/[.+]/g, '\\$&');

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
